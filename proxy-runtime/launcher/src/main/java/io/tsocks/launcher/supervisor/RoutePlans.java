package io.tsocks.launcher.supervisor;

import io.tsocks.engine.Action;
import io.tsocks.engine.Decision;
import io.tsocks.engine.HostDecision;
import io.tsocks.engine.Policy;
import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.Upstream;
import io.tsocks.launcher.supervisor.Routing.Plan;
import io.tsocks.linux.InetEndpoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The plans for destinations by the ways to servers as they are known at one moment. A lookup that
/// ends meanwhile does not make one half of a plan older than the other.
///
/// @param servers the ways at that moment
record RoutePlans(ServerWays servers) {

    /// The plan for an address and port.
    Plan of(InetEndpoint destination) {
        if (destination.address().isAnyLocalAddress()) {
            return direct("the unspecified address is this machine");
        }
        Decision decision = servers.engine().decide(destination.address(), destination.port());
        return decision.action() instanceof Action.Via via && isServer(destination, via.upstream())
                ? direct("it is a server of the policy")
                : of(decision);
    }

    /// The plan for a name and port; empty if the address decides.
    Optional<Plan> of(String name, int port) {
        return switch (servers.engine().decide(name, port)) {
            case HostDecision.Decided(Decision decision) -> Optional.of(of(decision));
            case HostDecision.NeedsAddress _ -> Optional.empty();
        };
    }

    private Plan of(Decision decision) {
        String rule = decision.rule().describe();
        return switch (decision.action()) {
            case Action.Direct direct -> new Plan.Direct(direct, rule);
            case Action.Refused refused when refused.reason() == Action.Reason.SERVER_UNKNOWN ->
                    new Plan.Refused(
                            refused, rule, false, unknown(servers.engine().policy().servers()));
            case Action.Refused refused -> new Plan.Refused(refused, rule, false);
            case Action.Via via -> via(via, rule);
        };
    }

    private static Plan direct(String rule) {
        return new Plan.Direct(new Action.Direct(), rule);
    }

    private boolean isServer(InetEndpoint destination, Upstream upstream) {
        return upstream.servers().stream().anyMatch(server -> known(server).isAt(destination));
    }

    private ServerWays.Server known(ProxyServer server) {
        return servers.of(server);
    }

    /// The plan for an action, with those of its servers that can be reached.
    Plan via(Action.Via action, String rule) {
        Optional<Upstream> usable =
                action.upstream().only(server -> !known(server).ways().isEmpty());
        if (usable.isEmpty()) {
            return unusable(action.servers(), rule);
        }
        Map<ProxyServer, List<ServerChain>> ways = new HashMap<>();
        usable.get().servers().forEach(server -> ways.put(server, known(server).ways()));
        return new Plan.Via(action, usable.get(), ways, rule);
    }

    private Plan unusable(List<ProxyServer> all, String rule) {
        ProxyServer server = all.getFirst();
        Action.Refused why =
                known(server).all().isEmpty()
                        ? new Action.Refused(
                                Action.Reason.SERVER_UNKNOWN,
                                "the name of the server "
                                        + server.label()
                                        + " "
                                        + Policy.whyUnresolved(server.label()))
                        : new Action.Refused(
                                Action.Reason.SERVER_NOT_LOCAL,
                                "the server " + server.label() + " is in no local network");
        return new Plan.Refused(why, rule, true, unknown(all.stream()));
    }

    /// Those whose names may resolve later.
    private Set<ProxyServer> unknown(Stream<ProxyServer> of) {
        return of.filter(server -> known(server).all().isEmpty())
                .filter(server -> !known(server).names().isEmpty())
                .filter(server -> !Policy.isOnion(server.label()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
