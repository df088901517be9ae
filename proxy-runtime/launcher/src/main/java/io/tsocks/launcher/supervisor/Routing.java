package io.tsocks.launcher.supervisor;

import io.tsocks.engine.Action;
import io.tsocks.engine.Decision;
import io.tsocks.engine.HostDecision;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.engine.Resolver;
import io.tsocks.engine.SocksServer;
import io.tsocks.engine.Upstream;
import io.tsocks.linux.InetEndpoint;
import io.tsocks.net.Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Decides for destinations. Names of SOCKS servers are resolved once, before the command starts,
/// so that no answer ever waits for a name server. Which of a server's addresses are local is found
/// out then, too, because a policy may have very many networks.
///
/// Immutable.
public final class Routing {

    private final PolicyEngine engine;
    private final Map<SocksServer, Server> servers;

    private Routing(PolicyEngine engine, Map<SocksServer, Server> servers) {
        this.engine = engine;
        this.servers = servers;
    }

    /// The addresses of a server; both lists are empty if its name does not resolve.
    ///
    /// @param local those that are in a local network
    private record Server(List<InetAddress> all, List<InetSocketAddress> local) {
        static final Server UNKNOWN = new Server(List.of(), List.of());
    }

    /// Resolves the names of the policy's servers. A server without an address is not an error
    /// here: the connections that it should carry are refused.
    public static Routing of(PolicyEngine engine, Resolver resolver) {
        Map<String, List<InetAddress>> addresses = new HashMap<>();
        Map<SocksServer, Server> servers = new HashMap<>();
        for (SocksServer server : serversOf(engine)) {
            List<InetAddress> all =
                    addresses.computeIfAbsent(server.host(), host -> resolve(host, resolver));
            servers.computeIfAbsent(server, _ -> new Server(all, local(engine, server, all)));
        }
        return new Routing(engine, Map.copyOf(servers));
    }

    /// The names of servers without an address, in the order of the policy. The connections that
    /// they should carry are refused.
    public List<String> unresolved() {
        return serversOf(engine).stream()
                .filter(server -> known(server).all().isEmpty())
                .map(SocksServer::host)
                .distinct()
                .toList();
    }

    private static List<SocksServer> serversOf(PolicyEngine engine) {
        return engine.policy().servers().toList();
    }

    private static List<InetAddress> resolve(String host, Resolver resolver) {
        Optional<Address> literal = Address.parse(host);
        try {
            return literal.isPresent()
                    ? List.of(InetAddress.ofLiteral(host))
                    : List.copyOf(resolver.resolve(host));
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    private static List<InetSocketAddress> local(
            PolicyEngine engine, SocksServer server, List<InetAddress> all) {
        return all.stream()
                .filter(address -> engine.policy().isLocal(Address.of(address)))
                .map(address -> new InetSocketAddress(address, server.port()))
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
        /// @param upstream the servers of the action that have a local address, in its order
        /// @param addresses the local addresses of each of these servers, at least one
        record Via(
                Action.Via action,
                Upstream upstream,
                Map<SocksServer, List<InetSocketAddress>> addresses,
                String rule)
                implements Plan {
            public Via {
                addresses = Map.copyOf(addresses);
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

    /// The engine that decides.
    PolicyEngine engine() {
        return engine;
    }

    /// The addresses of the policy's servers with a name; empty if no server has it, or if it does
    /// not resolve.
    List<InetAddress> serverAddresses(String name) {
        return servers.entrySet().stream()
                .filter(server -> server.getKey().host().equalsIgnoreCase(name))
                .findFirst()
                .map(server -> server.getValue().all())
                .orElse(List.of());
    }

    private static Plan direct(String rule) {
        return new Plan.Direct(new Action.Direct(), rule);
    }

    private boolean isServer(InetEndpoint destination, Upstream upstream) {
        return upstream.servers().stream()
                .anyMatch(
                        server ->
                                destination.port() == server.port()
                                        && known(server).all().contains(destination.address()));
    }

    private Server known(SocksServer server) {
        return servers.getOrDefault(server, Server.UNKNOWN);
    }

    private Plan via(Action.Via action, String rule) {
        Optional<Upstream> local =
                action.upstream().only(server -> !known(server).local().isEmpty());
        if (local.isEmpty()) {
            return unusable(action.servers().getFirst(), rule);
        }
        Map<SocksServer, List<InetSocketAddress>> addresses = new HashMap<>();
        local.get().servers().forEach(server -> addresses.put(server, known(server).local()));
        return new Plan.Via(action, local.get(), addresses, rule);
    }

    private Plan unusable(SocksServer server, String rule) {
        return known(server).all().isEmpty()
                ? ours(
                        Action.Reason.SERVER_UNKNOWN,
                        "the name of the server " + server.host() + " does not resolve",
                        rule)
                : ours(
                        Action.Reason.SERVER_NOT_LOCAL,
                        "the server " + server.host() + " is in no local network",
                        rule);
    }

    private static Plan ours(Action.Reason reason, String message, String rule) {
        return new Plan.Refused(new Action.Refused(reason, message), rule, true);
    }
}
