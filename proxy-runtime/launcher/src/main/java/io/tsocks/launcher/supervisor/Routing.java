package io.tsocks.launcher.supervisor;

import io.tsocks.engine.Action;
import io.tsocks.engine.Decision;
import io.tsocks.engine.HostDecision;
import io.tsocks.engine.Policy;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.Resolver;
import io.tsocks.engine.Rule;
import io.tsocks.engine.ServerWay;
import io.tsocks.engine.Upstream;
import io.tsocks.linux.InetEndpoint;
import io.tsocks.linux.UnixEndpoint;
import io.tsocks.net.Address;
import io.tsocks.net.ServerAddress;
import io.tsocks.protocol.SocksAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Decides for destinations. Names of SOCKS servers are resolved once, before the command starts,
/// so that no answer ever waits for a name server. Which of a server's addresses are local is found
/// out then, too, because a policy may have very many networks.
///
/// Immutable.
public final class Routing {

    /// More ways to one server are not tried.
    private static final int MOST_WAYS = 16;

    private final PolicyEngine engine;
    private final Map<ProxyServer, Server> servers;

    private Routing(PolicyEngine engine, Map<ProxyServer, Server> servers) {
        this.engine = engine;
        this.servers = servers;
    }

    /// What is known of a server.
    ///
    /// @param all its addresses; empty if its name does not resolve
    /// @param ways to it; empty if it cannot be used
    private record Server(List<Address> all, List<ServerChain> ways) {
        static final Server UNKNOWN = new Server(List.of(), List.of());

        /// Whether an address is one at which the server is connected to.
        boolean isAt(InetEndpoint address) {
            return ways.stream()
                    .filter(way -> way.servers().size() == 1)
                    .flatMap(way -> way.addresses().stream())
                    .anyMatch(
                            at ->
                                    at.getPort() == address.port()
                                            && at.getAddress().equals(address.address()));
        }
    }

    /// Resolves the names of the policy's servers. A server without an address is not an error
    /// here: the connections that it should carry are refused.
    public static Routing of(PolicyEngine engine, Resolver resolver) {
        Policy policy = engine.policy().withServerAddresses(resolver);
        // the ways to servers behind others are part of the decisions
        PolicyEngine deciding = policy.chains() ? PolicyEngine.of(policy) : engine;
        Map<ProxyServer, Server> servers = new HashMap<>();
        policy.servers()
                .forEach(
                        server ->
                                servers.computeIfAbsent(
                                        server,
                                        _ ->
                                                new Server(
                                                        addresses(policy, server),
                                                        ways(policy, server, Set.of()))));
        return new Routing(deciding, Map.copyOf(servers));
    }

    private static List<Address> addresses(Policy policy, ProxyServer server) {
        return policy.addressesOf(server).orElse(List.of());
    }

    private static List<ServerChain> ways(
            Policy policy, ProxyServer server, Set<ProxyServer> behind) {
        if (server.kind().usesTls()) {
            return List.of();
        }
        return switch (server.address()) {
            case ServerAddress.Inet at -> ways(policy, server, at, behind);
            case ServerAddress.Unix(String path) ->
                    List.of(ServerChain.of(server, new UnixEndpoint(path)));
        };
    }

    private static List<ServerChain> ways(
            Policy policy, ProxyServer server, ServerAddress.Inet at, Set<ProxyServer> behind) {
        return switch (policy.wayTo(server)) {
            case ServerWay.Local _ -> at(server, at, addresses(policy, server), policy::isLocal);
            case ServerWay.Direct _ -> at(server, at, addresses(policy, server), _ -> true);
            case ServerWay.Nowhere _ -> List.of();
            case ServerWay.Through through -> {
                Set<ProxyServer> further = new HashSet<>(behind);
                further.add(server);
                yield through.upstream().servers().stream()
                        .filter(next -> !further.contains(next))
                        .flatMap(next -> ways(policy, next, further).stream())
                        .limit(MOST_WAYS)
                        .map(way -> way.to(server, asked(at, through)))
                        .toList();
            }
        };
    }

    private static List<ServerChain> at(
            ProxyServer server,
            ServerAddress.Inet at,
            List<Address> addresses,
            Predicate<Address> usable) {
        List<InetSocketAddress> known =
                addresses.stream()
                        .filter(usable)
                        .map(one -> new InetSocketAddress(one.toInetAddress(), at.port()))
                        .toList();
        return known.isEmpty() ? List.of() : List.of(ServerChain.of(server, known));
    }

    private static SocksAddress asked(ServerAddress.Inet server, ServerWay.Through through) {
        return through.address()
                .<SocksAddress>map(one -> new SocksAddress.Ip(one.toInetAddress(), server.port()))
                .orElseGet(() -> SocksAddress.of(server.label(), server.port()));
    }

    /// The names of servers without an address, in the order of the policy. The connections that
    /// they should carry are refused.
    public List<String> unresolved() {
        return engine.policy()
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
        Decision decision = engine.decide(destination.address(), destination.port());
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
        return switch (engine.decide(name, port)) {
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
        Decision decision = engine.decide(destination.address(), destination.port());
        return destination.address().isAnyLocalAddress() || decision.rule() instanceof Rule.Local;
    }

    /// The engine that decides.
    PolicyEngine engine() {
        return engine;
    }

    /// The addresses of the policy's servers with a name; empty if no server has it, or if it does
    /// not resolve.
    List<InetAddress> serverAddresses(String name) {
        return servers.entrySet().stream()
                .filter(server -> server.getKey().label().equalsIgnoreCase(name))
                .findFirst()
                .map(
                        server ->
                                server.getValue().all().stream()
                                        .map(Address::toInetAddress)
                                        .toList())
                .orElse(List.of());
    }

    private static Plan direct(String rule) {
        return new Plan.Direct(new Action.Direct(), rule);
    }

    private boolean isServer(InetEndpoint destination, Upstream upstream) {
        return upstream.servers().stream().anyMatch(server -> known(server).isAt(destination));
    }

    private Server known(ProxyServer server) {
        return servers.getOrDefault(server, Server.UNKNOWN);
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
        if (server.kind().usesTls()) {
            return ours(
                    Action.Reason.NO_SERVER,
                    "the server "
                            + server.uri()
                            + " speaks TLS, which tsocks does not; use a SOCKS or HTTP port"
                            + " without TLS",
                    rule);
        }
        return known(server).all().isEmpty()
                ? ours(
                        Action.Reason.SERVER_UNKNOWN,
                        "the name of the server " + server.label() + " does not resolve",
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
