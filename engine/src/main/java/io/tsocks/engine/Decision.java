package io.tsocks.engine;

import io.tsocks.net.Address;
import io.tsocks.net.Network;
import io.tsocks.net.SocksVersion;

/// What a rule that matches makes of a connection.
final class Decision {

    private Decision() {}

    /// The kind of the destination's address.
    enum Family {
        IP4,
        IP6;

        static Family of(Address address) {
            return switch (address) {
                case Address.Ip4 ignored -> IP4;
                case Address.Ip6 ignored -> IP6;
            };
        }

        static Family of(Network network) {
            return switch (network) {
                case Network.Ip4 ignored -> IP4;
                case Network.Ip6 ignored -> IP6;
            };
        }
    }

    static Route of(Rule rule, Policy policy, Family family) {
        return switch (rule) {
            case Rule.Local ignored -> new Route.Direct(rule);
            case Rule.Fallback ignored -> new Route.Direct(rule);
            case Rule.Path path ->
                    path.upstream()
                            .map(to -> through(to, path, policy, family))
                            .orElseGet(() -> nowhere(path));
            case Rule.DefaultServer last -> through(last.upstream(), last, policy, family);
            case Rule.Nothing nothing ->
                    new Route.Refused(Route.Reason.NOTHING_REACHES_IT, nothing, nothing.describe());
        };
    }

    private static Route nowhere(Rule.Path path) {
        return new Route.Refused(
                Route.Reason.NO_SERVER, path, "the " + path.describe() + " names no server");
    }

    private static Route through(Upstream upstream, Rule rule, Policy policy, Family family) {
        SocksServer server = upstream.server();
        String named = "the server " + server.uri() + " of the " + rule.describe();
        switch (policy.placeOf(server)) {
            case ELSEWHERE -> {
                return new Route.Refused(
                        Route.Reason.SERVER_NOT_LOCAL, rule, named + " is in no local network");
            }
            case NOWHERE -> {
                return new Route.Refused(
                        Route.Reason.SERVER_UNKNOWN,
                        rule,
                        named + " has a name without an address");
            }
            case LOCAL, UNKNOWN -> {}
        }
        if (family == Family.IP6 && server.version() == SocksVersion.SOCKS4) {
            return new Route.Refused(
                    Route.Reason.IPV6_OVER_SOCKS4,
                    rule,
                    "the server " + server.uri() + " speaks SOCKS 4, which has no IPv6");
        }
        return new Route.Via(server, rule);
    }
}
