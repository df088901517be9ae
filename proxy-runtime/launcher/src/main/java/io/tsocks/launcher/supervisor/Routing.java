package io.tsocks.launcher.supervisor;

import io.tsocks.engine.Action;
import io.tsocks.engine.Decision;
import io.tsocks.engine.HostDecision;
import io.tsocks.engine.Policy;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.Resolver;
import io.tsocks.engine.Rule;
import io.tsocks.engine.Upstream;
import io.tsocks.linux.InetEndpoint;
import io.tsocks.net.Address;
import io.tsocks.net.ServerAddress;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/// Decides for destinations. Names of SOCKS servers are resolved before the command starts, so that
/// no answer ever waits for a name server. They are resolved again once no address leads to a
/// server, for which [SecondLookups] has threads.
///
/// Thread-safe.
public final class Routing {

    private final Resolver resolver;
    private final ReentrantLock changing = new ReentrantLock();
    private volatile ServerWays servers;

    private Routing(ServerWays servers, Resolver resolver) {
        this.servers = servers;
        this.resolver = resolver;
    }

    /// Resolves the names of the policy's servers. A server without an address is not an error
    /// here: the connections that it should carry are refused.
    public static Routing of(PolicyEngine engine, Resolver resolver) {
        return new Routing(ServerWays.of(engine, resolver), resolver);
    }

    /// Resolves the names on the ways to some servers again, which may take any time. A name that
    /// does not resolve now keeps its addresses.
    void lookUpAgain(Collection<ProxyServer> of) {
        Map<String, List<Address>> found = ServerWays.resolve(names(of), resolver);
        changing.lock();
        try {
            servers = servers.with(found);
        } finally {
            changing.unlock();
        }
    }

    /// Whether a name is on the ways to a server, so that [#lookUpAgain] may find others.
    boolean isReachedByName(ProxyServer server) {
        return !known(server).names().isEmpty();
    }

    private Set<String> names(Collection<ProxyServer> of) {
        return of.stream()
                .flatMap(server -> known(server).names().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /// The plan for a destination, with the ways to its servers as they are known now.
    ///
    /// @return empty if none of them can be reached any more
    Optional<Plan.Via> renewed(Plan.Via plan) {
        return via(plan.action(), plan.rule()) instanceof Plan.Via via
                ? Optional.of(via)
                : Optional.empty();
    }

    /// The names of servers without an address, in the order of the policy. The connections that
    /// they should carry are refused.
    public List<String> unresolved() {
        return servers.engine()
                .policy()
                .servers()
                .filter(server -> known(server).all().isEmpty())
                .filter(server -> known(server).ways().isEmpty())
                .filter(server -> server.address() instanceof ServerAddress.Inet)
                .map(ProxyServer::label)
                .distinct()
                .toList();
    }

    /// What to do for a destination: an action, and for a server the addresses to connect to.
    public sealed interface Plan {

        /// The action of the policy, or what it becomes once the addresses of its servers are
        /// known.
        Action action();

        /// The deciding rule in words.
        String rule();

        /// Connect to the destination itself.
        record Direct(Action.Direct action, String rule) implements Plan {}

        /// Connect to a server first.
        ///
        /// @param upstream the servers of the action that can be reached, in its order
        /// @param ways to each of these servers, at least one
        record Via(
                Action.Via action,
                Upstream upstream,
                Map<ProxyServer, List<ServerChain>> ways,
                String rule)
                implements Plan {
            public Via {
                ways = Map.copyOf(ways);
            }
        }

        /// Do not connect.
        ///
        /// @param isOurs as in [Fate]
        record Refused(Action.Refused action, String rule, boolean isOurs) implements Plan {

            /// Why, in words.
            public String message() {
                return action.message();
            }
        }
    }

    /// What to do for a destination.
    public Plan plan(InetEndpoint destination) {
        if (destination.address().isAnyLocalAddress()) {
            return direct("the unspecified address is this machine");
        }
        Decision decision = servers.engine().decide(destination.address(), destination.port());
        return decision.action() instanceof Action.Via via && isServer(destination, via.upstream())
                ? direct("it is a server of the policy")
                : plan(decision);
    }

    /// Whether an address is a loopback address and goes directly.
    boolean isDirectLoopback(InetEndpoint to) {
        return to.address().isLoopbackAddress() && plan(to) instanceof Plan.Direct;
    }

    /// What to do for a name and port, as far as the policy decides without an address.
    ///
    /// @param name not an address
    /// @return empty if the address decides
    Optional<Plan> plan(String name, int port) {
        return switch (servers.engine().decide(name, port)) {
            case HostDecision.Decided(Decision decision) -> Optional.of(plan(decision));
            case HostDecision.NeedsAddress _ -> Optional.empty();
        };
    }

    private Plan plan(Decision decision) {
        String rule = decision.rule().describe();
        return switch (decision.action()) {
            case Action.Direct direct -> new Plan.Direct(direct, rule);
            case Action.Refused refused -> new Plan.Refused(refused, rule, false);
            case Action.Via via -> via(via, rule);
        };
    }

    /// Whether an address is in a local network of the policy, or of the loopback.
    boolean isLocal(InetEndpoint destination) {
        Decision decision = servers.engine().decide(destination.address(), destination.port());
        return destination.address().isAnyLocalAddress() || decision.rule() instanceof Rule.Local;
    }

    /// The engine that decides.
    PolicyEngine engine() {
        return servers.engine();
    }

    /// The addresses of the policy's servers with a name; empty if no server has it, or if it does
    /// not resolve.
    List<InetAddress> serverAddresses(String name) {
        return servers.addresses(name).stream().map(Address::toInetAddress).toList();
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

    private Plan via(Action.Via action, String rule) {
        Optional<Upstream> usable =
                action.upstream().only(server -> !known(server).ways().isEmpty());
        if (usable.isEmpty()) {
            return unusable(action.servers().getFirst(), rule);
        }
        Map<ProxyServer, List<ServerChain>> ways = new HashMap<>();
        usable.get().servers().forEach(server -> ways.put(server, known(server).ways()));
        return new Plan.Via(action, usable.get(), ways, rule);
    }

    private Plan unusable(ProxyServer server, String rule) {
        return known(server).all().isEmpty()
                ? ours(
                        Action.Reason.SERVER_UNKNOWN,
                        "the name of the server "
                                + server.label()
                                + " "
                                + Policy.whyUnresolved(server.label()),
                        rule)
                : ours(
                        Action.Reason.SERVER_NOT_LOCAL,
                        "the server " + server.label() + " is in no local network",
                        rule);
    }

    private static Plan ours(Action.Reason reason, String message, String rule) {
        return new Plan.Refused(new Action.Refused(reason, message), rule, true);
    }
}
