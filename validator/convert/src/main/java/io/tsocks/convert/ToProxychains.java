package io.tsocks.convert;

import io.tsocks.engine.Action;
import io.tsocks.engine.PasswordSource;
import io.tsocks.engine.Policy;
import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.Rule;
import io.tsocks.engine.ServerWay;
import io.tsocks.engine.Upstream;
import io.tsocks.net.Address;
import io.tsocks.net.Network;
import io.tsocks.net.Secret;
import io.tsocks.net.Selection;
import io.tsocks.net.ServerAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Writes a policy as a proxychains.conf: the default server for everything, except for the local
/// networks.
final class ToProxychains {

    /// As many as proxychains takes.
    private static final int MOST_NETWORKS = 64;

    private static final String NOTHING = "there is no proxy, so proxychains runs nothing";

    private final Policy policy;
    private final Places places;
    private final Remarks remarks;
    private final StringBuilder out =
            new StringBuilder("# Made by tsocks-validate convert --to proxychains.\n");

    ToProxychains(Policy policy, Places places, Remarks remarks) {
        this.policy = policy;
        this.places = places;
        this.remarks = remarks;
    }

    String text() {
        if (policy.remoteDns()) {
            line("proxy_dns");
        }
        locals();
        sayNames();
        sayPaths();
        server();
        return out.toString();
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    private void locals() {
        int count = 0;
        for (Rule.Local local : policy.locals()) {
            if (count++ < MOST_NETWORKS) {
                line("localnet " + network(local.network()));
            } else {
                remarks.lost(
                        places.of(local.origin()),
                        "proxychains takes " + MOST_NETWORKS + " networks at most",
                        "the network goes through the server");
            }
        }
    }

    private static String network(Network network) {
        return switch (network) {
            case Network.Ip4 ip4 -> ip4.toString();
            case Network.Ip6 ip6 -> ip6.toString();
        };
    }

    private void sayNames() {
        for (Rule.LocalHosts local : policy.localHosts()) {
            remarks.lost(
                    places.of(local.origin()),
                    "proxychains has no rules for host names",
                    "these names go through the server");
        }
    }

    private void sayPaths() {
        String instead =
                policy.last() instanceof Rule.DefaultServer
                        ? "what it reaches goes through the default server"
                        : NOTHING;
        for (Rule.Path path : policy.paths()) {
            remarks.lost(
                    places.of(path.origin()),
                    "proxychains has the same servers for all destinations",
                    instead);
        }
    }

    private void server() {
        switch (policy.last()) {
            case Rule.DefaultServer last -> servers(last);
            case Rule.Fallback fallback ->
                    remarks.lost(
                            places.of(fallback.origin()),
                            "proxychains needs a proxy for what is not local",
                            NOTHING);
            case Rule.Nothing _ ->
                    remarks.note(
                            Remarks.WHOLE_FILE,
                            "proxychains needs a proxy for what is not local",
                            NOTHING);
            case Rule.Local _, Rule.LocalHosts _, Rule.Path _ ->
                    throw new IllegalStateException("never stands last");
        }
    }

    private void servers(Rule.DefaultServer last) {
        Word where = places.of(last.origin());
        switch (policy.decide(last, new Address.Ip4(0)).action()) {
            case Action.Via(Upstream upstream) -> servers(where, upstream);
            case Action.Refused refused -> remarks.lost(where, refused.message(), NOTHING);
            case Action.Direct _ -> throw new IllegalStateException("a server is no direct way");
        }
    }

    /// proxychains takes one of several in turn, or chains them: it has no other groups.
    private void servers(Word where, Upstream upstream) {
        boolean inTurn = upstream.selection() == Selection.ROUND_ROBIN;
        line(inTurn ? "round_robin_chain\nchain_len = 1" : "strict_chain");
        if (upstream.isGroup() && !inTurn) {
            remarks.lost(
                    where,
                    "proxychains has no select = " + upstream.selection().word(),
                    "all goes through the first server of the group");
        }
        if (upstream.isWeighted()) {
            remarks.lost(
                    where, "proxychains has no weights", "each server has its turn equally often");
        }
        remarks.checks("proxychains", where, upstream);
        line("");
        line("[ProxyList]");
        upstream.servers().stream()
                .limit(inTurn ? upstream.servers().size() : 1)
                .forEach(server -> hops(where, server, inTurn));
    }

    private void hops(Word where, ProxyServer server, boolean inTurn) {
        boolean chained = policy.wayTo(server) instanceof ServerWay.Through;
        if (chained && inTurn) {
            remarks.lost(
                    where,
                    "proxychains has no groups of chains, as " + server.uri() + " would need",
                    "it is left out");
        } else if (chained) {
            chain(where, server, new HashSet<>());
        } else {
            server(where, server, address(server));
        }
    }

    /// The servers before the last one, if it is reached through others.
    private void chain(Word where, ProxyServer server, Set<ProxyServer> seen) {
        if (seen.add(server) && policy.wayTo(server) instanceof ServerWay.Through through) {
            if (through.upstream().isGroup()) {
                remarks.lost(
                        where,
                        "proxychains has no groups within a chain",
                        "the first server of each group is in it");
            }
            chain(where, through.upstream().servers().getFirst(), seen);
            server(where, server, Optional.of(server.label()));
        } else {
            server(where, server, address(server));
        }
    }

    private Optional<String> address(ProxyServer server) {
        return policy.addressesOf(server).stream()
                .flatMap(List::stream)
                .filter(policy::isLocal)
                .findFirst()
                .map(Address::toString);
    }

    private void server(Word where, ProxyServer server, Optional<String> host) {
        Optional<String> type = type(server);
        if (type.isEmpty() || !(server.address() instanceof ServerAddress.Inet inet)) {
            remarks.lost(
                    where, "proxychains has no word for a server such as " + server.uri(), NOTHING);
            return;
        }
        if (host.isEmpty()) {
            remarks.lost(
                    where,
                    "proxychains takes addresses of servers, and no names",
                    NOTHING + " (--resolve looks the name up)");
            return;
        }
        line(type.get() + " " + host.get() + " " + inet.port() + login(where, server));
    }

    private static Optional<String> type(ProxyServer server) {
        if (server.gssapi() != null) {
            return Optional.empty();
        }
        return switch (server.kind()) {
            case SOCKS4, SOCKS4A -> Optional.of("socks4");
            case SOCKS5 -> Optional.of("socks5");
            case HTTP -> Optional.of("http");
            case SOCKS5_TLS, HTTPS -> Optional.empty();
        };
    }

    private String login(Word where, ProxyServer server) {
        String user = server.user();
        PasswordSource source = server.password();
        if (user == null && source == null) {
            return "";
        }
        if (source instanceof PasswordSource.InFile(String path)) {
            remarks.lost(
                    where,
                    "proxychains takes no password from a file, as from " + path,
                    "there is no login, and the server may refuse");
            return "";
        }
        if (user == null || !(source instanceof PasswordSource.Given(Secret password))) {
            remarks.lost(
                    where,
                    "proxychains takes a user name with a password, or none of them",
                    "there is no login, and the server may refuse");
            return "";
        }
        remarks.secret(where);
        return " " + user + " " + password.reveal();
    }
}
