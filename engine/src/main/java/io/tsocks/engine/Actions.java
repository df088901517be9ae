package io.tsocks.engine;

import java.util.Optional;
import java.util.function.Function;

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
        return action instanceof Action.Via(Upstream upstream)
                ? only(upstream, Actions::forName)
                : action;
    }

    /// The action of a rule for the servers that are left after other checks.
    static Action inPlace(Upstream upstream, Rule rule, Policy policy) {
        return only(upstream, server -> forPlace(server, rule, policy));
    }

    private static Action withoutServer(Rule.Path path) {
        return new Action.Refused(
                Action.Reason.NO_SERVER, "the " + path.describe() + " names no server");
    }

    private static Action through(Upstream upstream, Rule rule, Policy policy, Family family) {
        return only(
                upstream,
                server -> forPlace(server, rule, policy).or(() -> forFamily(server, family)));
    }

    /// An upstream without the servers that cannot be used; if none is left, the reason of the
    /// first one.
    private static Action only(Upstream upstream, Function<ProxyServer, Optional<Action>> refusal) {
        return upstream.only(server -> refusal.apply(server).isEmpty())
                .<Action>map(Action.Via::new)
                .orElseGet(() -> refusal.apply(upstream.servers().getFirst()).orElseThrow());
    }

    private static Optional<Action> forPlace(ProxyServer server, Rule rule, Policy policy) {
        return policy.wayTo(server) instanceof ServerWay.Nowhere(Action.Reason reason, String why)
                ? refused(
                        reason,
                        "the server " + server.uri() + " of the " + rule.describe() + " " + why)
                : Optional.empty();
    }

    private static Optional<Action> forFamily(ProxyServer server, Family family) {
        return family == Family.IP4 || server.kind().carriesIp6()
                ? Optional.empty()
                : refused(
                        Action.Reason.IPV6_OVER_SOCKS4,
                        "the server " + server.uri() + " speaks SOCKS 4, which has no IPv6");
    }

    private static Optional<Action> forName(ProxyServer server) {
        return server.kind().carriesNames()
                ? Optional.empty()
                : refused(
                        Action.Reason.NAME_OVER_SOCKS4,
                        "the server "
                                + server.uri()
                                + " speaks SOCKS 4, which has no host names; if it speaks"
                                + " SOCKS 4a, write socks4a:// or server_type = 4a");
    }

    private static Optional<Action> refused(Action.Reason reason, String message) {
        return Optional.of(new Action.Refused(reason, message));
    }
}
