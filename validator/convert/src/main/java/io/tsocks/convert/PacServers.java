package io.tsocks.convert;

import io.tsocks.engine.Action;
import io.tsocks.engine.Policy;
import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.Rule;
import io.tsocks.engine.ServerWay;
import io.tsocks.engine.TlsSettings;
import io.tsocks.engine.Upstream;
import io.tsocks.net.Selection;
import io.tsocks.net.ServerAddress;
import io.tsocks.net.ServerKind;
import java.util.Optional;
import java.util.stream.Collectors;

/// The servers of a policy, as a proxy auto-configuration names them.
record PacServers(Policy policy, Places places, Remarks remarks) {

    static final String REFUSED = "REFUSED";
    static final String DIRECT = "\"DIRECT\"";

    /// The same through the servers that a PAC can name. A browser reaches its proxies directly,
    /// and so none that is to be reached through another.
    Action only(Action action) {
        return action instanceof Action.Via(Upstream upstream)
                ? upstream.only(server -> isDirect(server) && proxy(server).isPresent())
                        .<Action>map(Action.Via::new)
                        .orElse(new Action.Refused(Action.Reason.SERVER_NOT_LOCAL, ""))
                : action;
    }

    private boolean isDirect(ProxyServer server) {
        return !(policy.wayTo(server) instanceof ServerWay.Through);
    }

    /// What the function answers for an action.
    static String result(Action action) {
        return switch (action) {
            case Action.Direct _ -> DIRECT;
            case Action.Refused _ -> REFUSED;
            case Action.Via via ->
                    via.servers().stream()
                            .flatMap(server -> proxy(server).stream())
                            .collect(Collectors.joining("; ", "\"", "\""));
        };
    }

    /// What PAC calls a server; empty if it has no word for it. A browser would speak with one of
    /// GSSAPI without protection.
    private static Optional<String> proxy(ProxyServer server) {
        if (server.gssapi() != null) {
            return Optional.empty();
        }
        return switch (server.address()) {
            case ServerAddress.Inet at -> scheme(server.kind()).map(scheme -> scheme + " " + at);
            case ServerAddress.Unix _ -> Optional.empty();
        };
    }

    private static Optional<String> scheme(ServerKind kind) {
        return switch (kind) {
            case SOCKS4, SOCKS4A -> Optional.of("SOCKS4");
            case SOCKS5 -> Optional.of("SOCKS5");
            case HTTP -> Optional.of("PROXY");
            case HTTPS -> Optional.of("HTTPS");
            case SOCKS5_TLS -> Optional.empty();
        };
    }

    /// Remarks on what a PAC cannot say of the servers of the policy.
    void report() {
        for (Rule.Path path : policy.paths()) {
            path.upstream().ifPresent(to -> sayServers(places.of(path.origin()), to));
        }
        if (policy.last() instanceof Rule.DefaultServer last) {
            sayServers(places.of(last.origin()), last.upstream());
        }
        if (policy.hasServer()) {
            remarks.note(
                    Remarks.WHOLE_FILE,
                    "a browser decides by itself whether a SOCKS server resolves names",
                    "the route is the same either way");
        }
    }

    private void sayServers(Word where, Upstream upstream) {
        if (upstream.selection() != Selection.FAILOVER) {
            remarks.lost(
                    where,
                    "PAC has no select = " + upstream.selection().word(),
                    "the servers are tried in the order of the lines");
        }
        remarks.checks("PAC", where, upstream);
        upstream.servers().forEach(server -> sayServer(where, server));
    }

    private void sayServer(Word where, ProxyServer server) {
        if (!isDirect(server)) {
            remarks.lost(
                    where,
                    "PAC has no chains, and " + server.uri() + " is reached through another server",
                    "it is left out, and what only it reaches is refused");
            return;
        }
        if (proxy(server).isEmpty()) {
            remarks.lost(
                    where,
                    "PAC has no word for a server such as " + server.uri(),
                    "it is left out, and what only it reaches is refused");
            return;
        }
        if (!server.tls().equals(TlsSettings.STANDARD)) {
            remarks.lost(
                    where,
                    "PAC has no tls_ca, tls_pin or tls_client for " + server.uri(),
                    "the browser trusts the authorities that it knows");
        }
        if (server.user() != null || server.password() != null) {
            remarks.lost(
                    where,
                    "PAC has no logins, so nothing of the one for " + server.uri() + " is in it",
                    "the browser must have it, or the server refuses");
        }
        if (server.kind() == ServerKind.SOCKS4A) {
            remarks.note(
                    where,
                    "PAC does not tell SOCKS 4a from SOCKS 4",
                    "the browser resolves names if it knows SOCKS 4 only");
        }
    }
}
