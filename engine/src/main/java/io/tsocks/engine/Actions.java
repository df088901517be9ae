package io.tsocks.engine;

import io.tsocks.net.SocksVersion;

/// Finds the action of a rule that matches.
final class Actions {

    private static final Action DIRECT = new Action.Direct();

    private Actions() {}

    static Action of(Rule rule, Policy policy, Family family) {
        return switch (rule) {
            case Rule.Local ignored -> DIRECT;
            case Rule.LocalHosts ignored -> DIRECT;
            case Rule.Fallback ignored -> DIRECT;
            case Rule.Path path ->
                    path.upstream().isPresent()
                            ? through(path.upstream().get(), path, policy, family)
                            : withoutServer(path);
            case Rule.DefaultServer last -> through(last.upstream(), last, policy, family);
            case Rule.Nothing nothing ->
                    new Action.Refused(Action.Reason.NOTHING_REACHES_IT, nothing.describe());
        };
    }

    /// The action of a rule for a connection to a name that is not resolved here.
    static Action ofName(Rule rule, Policy policy) {
        Action action = of(rule, policy, Family.IP4);
        return action instanceof Action.Via via && via.server().version() == SocksVersion.SOCKS4
                ? new Action.Refused(
                        Action.Reason.NAME_OVER_SOCKS4,
                        "the server "
                                + via.server().uri()
                                + " speaks SOCKS 4, which has no host names; write"
                                + " server_type = 4a if it speaks SOCKS 4a")
                : action;
    }

    private static Action withoutServer(Rule.Path path) {
        return new Action.Refused(
                Action.Reason.NO_SERVER, "the " + path.describe() + " names no server");
    }

    private static Action through(Upstream upstream, Rule rule, Policy policy, Family family) {
        SocksServer server = upstream.server();
        String named = "the server " + server.uri() + " of the " + rule.describe();
        switch (policy.placeOf(server)) {
            case ELSEWHERE -> {
                return new Action.Refused(
                        Action.Reason.SERVER_NOT_LOCAL, named + " is in no local network");
            }
            case NOWHERE -> {
                return new Action.Refused(
                        Action.Reason.SERVER_UNKNOWN, named + " has a name without an address");
            }
            case LOCAL, UNKNOWN -> {}
        }
        if (family == Family.IP6 && server.version() != SocksVersion.SOCKS5) {
            return new Action.Refused(
                    Action.Reason.IPV6_OVER_SOCKS4,
                    "the server " + server.uri() + " speaks SOCKS 4, which has no IPv6");
        }
        return new Action.Via(upstream);
    }
}
