package io.tsocks.launcher.supervisor;

import io.tsocks.engine.Policy;
import io.tsocks.linux.InetEndpoint;
import io.tsocks.net.Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Decides about the questions that programs send to name servers, if the policy is asked about
/// names: gives an answer made here, or the way to ask a name server.
///
/// Thread-safe.
final class NameAnswers {

    /// The most names that are remembered because the user was told of them.
    private static final int MOST_TOLD = 4_096;

    private final Routing routing;
    private final NameRules rules;
    private final FakeNames fakes;
    private final Destinations destinations;
    private final boolean all;
    private final NameServers nameServers;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /// @param all whether the policy decides about every name, or only about those that a rule
    ///     lists
    /// @param nameServers gives the search domains; not shared with other threads
    NameAnswers(
            Routing routing,
            FakeNames fakes,
            Destinations destinations,
            boolean all,
            NameServers nameServers) {
        this.routing = routing;
        this.rules = NameRules.of(routing.engine(), all);
        this.fakes = fakes;
        this.destinations = destinations;
        this.all = all;
        this.nameServers = nameServers;
    }

    static NameAnswers of(Settings settings, FakeNames fakes, Destinations destinations) {
        return new NameAnswers(
                settings.routing(),
                fakes,
                destinations,
                settings.dns() == Settings.Dns.REMOTE,
                NameServers.ofThisMachine());
    }

    /// What addresses stand for.
    Destinations destinations() {
        return destinations;
    }

    /// Is told of what a user should know.
    interface Teller {
        /// Reports that a name is refused.
        ///
        /// @param rule the rule that refuses it, in words
        void refused(String name, String rule, String message);
    }

    /// What to do with a question.
    sealed interface Reaction {

        /// Send this answer.
        final class Reply implements Reaction {
            private final byte[] answer;

            Reply(byte[] answer) {
                this.answer = answer;
            }

            byte[] answer() {
                return answer;
            }
        }

        /// Ask the name server as the program would have.
        ///
        /// @param isDirect whether a rule lists the name, and its addresses go directly
        record AsSent(boolean isDirect) implements Reaction {}

        /// Ask the name server, if a SOCKS server reaches it.
        record ThroughServer() implements Reaction {}
    }

    /// What to do with a question.
    Reaction react(DnsQuestion question, Teller teller) {
        String name = question.name();
        if (name.isEmpty()) {
            return unnamed();
        }
        Optional<InetAddress> reverse = question.reverse();
        if (reverse.isPresent()) {
            return reverse(question, reverse.get());
        }
        if (Policy.isLocalhost(name)) {
            return addresses(question, List.of(Address.Ip4.LOOPBACK, Address.Ip6.LOOPBACK));
        }
        List<InetAddress> server = routing.serverAddresses(name);
        if (!server.isEmpty()) {
            return addresses(question, server.stream().map(Address::of).toList());
        }
        return byRule(question, teller);
    }

    private Reaction unnamed() {
        return all ? new Reaction.ThroughServer() : new Reaction.AsSent(false);
    }

    private static Reaction addresses(DnsQuestion question, List<Address> addresses) {
        return new Reaction.Reply(DnsAnswer.addresses(question, addresses));
    }

    private Reaction reverse(DnsQuestion question, InetAddress address) {
        if (address.isLoopbackAddress()) {
            return new Reaction.Reply(ofLoopback(question, address));
        }
        if (fakes.isFake(address)) {
            return new Reaction.Reply(
                    fakes.nameOf(address)
                            .map(name -> DnsAnswer.name(question, name))
                            .orElseGet(() -> DnsAnswer.noSuchName(question)));
        }
        InetEndpoint endpoint =
                InetEndpoint.forSocket(true, new InetSocketAddress(address, 0)).orElseThrow();
        return routing.plan(endpoint) instanceof Routing.Plan.Direct
                ? new Reaction.AsSent(false)
                : unnamed();
    }

    /// The answer to a question for the name of a loopback address (RFC 6761, section 6.1; RFC
    /// 6303, section 4.3): no name server knows this machine.
    private static byte[] ofLoopback(DnsQuestion question, InetAddress address) {
        Address asked = Address.of(address);
        return asked.equals(Address.Ip4.LOOPBACK) || asked.equals(Address.Ip6.LOOPBACK)
                ? DnsAnswer.name(question, "localhost")
                : DnsAnswer.noSuchName(question);
    }

    private Reaction byRule(DnsQuestion question, Teller teller) {
        String name = question.name();
        return switch (rules.verdict(name)) {
            case NameRules.Verdict.Refused refused -> {
                if (isNew(name)) {
                    String message = refused.action().message();
                    teller.refused(name, refused.rule().describe(), message);
                }
                yield new Reaction.Reply(DnsAnswer.noSuchName(question));
            }
            case NameRules.Verdict.Real(boolean isNamed) -> new Reaction.AsSent(isNamed);
            case NameRules.Verdict.Malformed _ -> malformed(question);
            case NameRules.Verdict.Fake(boolean isNamed) -> {
                Optional<String> domain = isNamed ? Optional.empty() : searchDomainOf(name);
                yield domain.isPresent()
                        ? inSearchDomain(question, domain.get(), teller)
                        : fake(question, teller);
            }
        };
    }

    private Optional<String> searchDomainOf(String name) {
        synchronized (nameServers) {
            return nameServers.searchDomainOf(name);
        }
    }

    /// The reaction to a name that is not a host name. Names of services have labels that no host
    /// name has.
    private static Reaction malformed(DnsQuestion question) {
        return switch (question.type()) {
            case DnsQuestion.A, DnsQuestion.AAAA, DnsQuestion.ANY ->
                    new Reaction.Reply(DnsAnswer.noSuchName(question));
            default -> new Reaction.ThroughServer();
        };
    }

    /// The reaction to a name in a search domain. Most programs first try a name with each search
    /// domain; one that got an address for that would never try the name itself.
    private Reaction inSearchDomain(DnsQuestion question, String domain, Teller teller) {
        if (isNew("." + domain)) {
            teller.refused(question.name(), "search domain", howToSearch(domain));
        }
        return new Reaction.Reply(DnsAnswer.noSuchName(question));
    }

    private static String howToSearch(String domain) {
        return "names in the search domain "
                + domain
                + " of /etc/resolv.conf are looked up only if a rule names them; write local = ."
                + domain
                + ", or reaches = ."
                + domain
                + " in the path of a server";
    }

    private Reaction fake(DnsQuestion question, Teller teller) {
        if (!question.isOfInternet()) {
            return new Reaction.ThroughServer();
        }
        return switch (question.type()) {
            case DnsQuestion.A, DnsQuestion.ANY -> new Reaction.Reply(address(question, teller));
            case DnsQuestion.AAAA, DnsQuestion.HTTPS, DnsQuestion.SVCB ->
                    new Reaction.Reply(DnsAnswer.nothing(question));
            default -> new Reaction.ThroughServer();
        };
    }

    private byte[] address(DnsQuestion question, Teller teller) {
        Optional<Address.Ip4> address = fakes.addressOf(question.name());
        if (address.isEmpty() && isNew("")) {
            teller.refused(
                    question.name(),
                    "--fake-net",
                    "every name that may have a fake address is in use; --fake-net with a larger"
                            + " network gives room to more");
        }
        return address.map(ip -> DnsAnswer.addresses(question, List.of(ip)))
                .orElseGet(() -> DnsAnswer.failure(question));
    }

    /// Whether the user has not been told of a name yet.
    private boolean isNew(String name) {
        return told.size() < MOST_TOLD && told.add(name);
    }

    /// Takes a name server's answer to a question that was passed on. A program can ask any server,
    /// its own too. One that nobody but the program chose is not believed that an address belongs
    /// to a name that goes directly.
    void learn(DnsQuestion question, byte[] answer, boolean isDirect, InetEndpoint from) {
        List<InetAddress> addresses = AnsweredAddresses.in(answer, question);
        destinations.passedOn(question.name(), addresses);
        if (!isDirect || isChosenByUser(from)) {
            destinations.learn(question.name(), addresses, isDirect);
        }
    }

    /// Whether the user has chosen a name server: in resolv.conf, or because its address is local,
    /// as those of the loopback are.
    private boolean isChosenByUser(InetEndpoint server) {
        if (routing.isLocal(server)) {
            return true;
        }
        synchronized (nameServers) {
            return nameServers.contain(server.address());
        }
    }
}
