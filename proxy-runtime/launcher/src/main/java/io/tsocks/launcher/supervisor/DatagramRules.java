package io.tsocks.launcher.supervisor;

import io.tsocks.engine.ProxyServer;
import io.tsocks.linux.InetEndpoint;
import io.tsocks.linux.MessageReader;

/// What the policy and the options say of datagrams.
final class DatagramRules {

    private static final String NOT_LOCAL =
            "datagrams to destinations that are not local are refused";

    private static final String NO_QUESTIONS = "questions to name servers are refused";

    private static final String NO_NAME_SERVER =
            "it is not a name server of /etc/resolv.conf, and other datagrams are refused";

    private static final String FAKE =
            "its address stands for a name, and only TCP goes by name; datagrams are refused";

    private static final String FAKE_DIRECT =
            "its address stands for a name that does not go through a server at this port;"
                    + " datagrams are refused";

    private static final String TO_MANY =
            "datagrams to several hosts at once go through no server, and are refused";

    private final NameServers nameServers = NameServers.ofThisMachine();
    private final Settings settings;
    private final Destinations destinations;
    private final AssociationRequests requests;

    /// @param requests knows which servers carry datagrams
    DatagramRules(Settings settings, Destinations destinations, AssociationRequests requests) {
        this.settings = settings;
        this.destinations = destinations;
        this.requests = requests;
    }

    /// Where a datagram may go.
    sealed interface Way {

        /// To its destination.
        ///
        /// @param rule why, in words
        record Direct(String rule) implements Way {}

        /// Through a server.
        record Through(Destination destination, Routing.Plan.Via plan) implements Way {}

        /// Nowhere.
        ///
        /// @param rule what decided, in words
        /// @param message why
        /// @param isOurs as in [Fate]
        record Refused(String rule, String message, boolean isOurs) implements Way {}
    }

    /// Where a datagram to an address may go.
    Way way(InetEndpoint to) {
        if (isQuestion(to) && settings.dns() == Settings.Dns.DENY) {
            return new Way.Refused("--dns=deny", NO_QUESTIONS, false);
        }
        return switch (settings.udp()) {
            case PROXY -> byPolicy(to);
            case DIRECT ->
                    destinations.isFake(to.address())
                            ? refused(FAKE)
                            : new Way.Direct(direct(to, "--udp=direct"));
            case DENY -> ofLocal(to);
        };
    }

    private static Way refused(String message) {
        return new Way.Refused("--udp=deny", message, false);
    }

    private static boolean isQuestion(InetEndpoint to) {
        return to.port() == DatagramCalls.DNS;
    }

    /// Why a datagram goes directly.
    private String direct(InetEndpoint to, String otherwise) {
        return destinations.plan(to) instanceof Routing.Plan.Direct direct
                ? direct.rule()
                : isQuestion(to) ? "questions to name servers" : otherwise;
    }

    private Way ofLocal(InetEndpoint to) {
        if (destinations.isFake(to.address())) {
            return refused(FAKE);
        }
        if (isDirect(to) || (isQuestion(to) && nameServers.contain(to.address()))) {
            return new Way.Direct(direct(to, ""));
        }
        return refused(isQuestion(to) ? NO_NAME_SERVER : NOT_LOCAL);
    }

    private Way byPolicy(InetEndpoint to) {
        boolean isFake = destinations.isFake(to.address());
        return switch (destinations.course(to)) {
            case Destinations.Course.Decided(_, Routing.Plan.Direct direct) when !isFake ->
                    new Way.Direct(direct.rule());
            case Destinations.Course.Decided(_, Routing.Plan.Refused refused) ->
                    new Way.Refused(refused.rule(), refused.message(), refused.isOurs());
            case Destinations.Course.Decided(Destination destination, Routing.Plan.Via via) ->
                    through(to, destination, via);
            case Destinations.Course.Decided(_, Routing.Plan.Direct direct) ->
                    new Way.Refused(direct.rule(), FAKE_DIRECT, false);
            case Destinations.Course.Unresolved _ ->
                    new Way.Refused("--udp=proxy", FAKE_DIRECT, false);
        };
    }

    private Way through(InetEndpoint to, Destination destination, Routing.Plan.Via via) {
        if (to.isLimitedBroadcast() || to.address().isMulticastAddress()) {
            return new Way.Refused(via.rule(), TO_MANY, false);
        }
        return requests.obstacle(via)
                .<Way>map(obstacle -> new Way.Refused(via.rule(), obstacle, true))
                .orElseGet(() -> new Way.Through(destination, via));
    }

    /// Whether a datagram may go to an address directly.
    boolean isAllowed(InetEndpoint to) {
        return way(to) instanceof Way.Direct;
    }

    /// Whether it is a name server whose questions are relayed: with `--dns=tcp` not a local one.
    boolean isForRelay(InetEndpoint to) {
        return isQuestion(to) && (settings.dns().asksPolicy() || !isDirect(to));
    }

    private boolean isDirect(InetEndpoint to) {
        return destinations.plan(to) instanceof Routing.Plan.Direct;
    }

    /// Whether a datagram may go there only as a question to a name server, but is not one.
    boolean isNoQuestion(InetEndpoint to, MessageReader message) {
        return isQuestion(to)
                && settings.udp() == Settings.Udp.DENY
                && !isDirect(to)
                && !DnsMessage.isQuestion(message.payload());
    }

    /// The servers' kinds that carry no datagrams, in words.
    static String words(ProxyServer server) {
        if (server.gssapi() != null) {
            return "datagrams would travel unprotected beside the connection to a server with"
                    + " gssapi";
        }
        return switch (server.kind()) {
            case SOCKS4, SOCKS4A -> "SOCKS 4 carries no datagrams";
            case HTTP, HTTPS -> "an HTTP proxy carries no datagrams";
            case SOCKS5, SOCKS5_TLS ->
                    "datagrams go only through a SOCKS 5 server that is reached directly, by TCP and"
                            + " without TLS";
        };
    }
}
