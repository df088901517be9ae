package io.tsocks.launcher.supervisor;

import io.tsocks.engine.Policy;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.Resolver;
import io.tsocks.engine.ServerWay;
import io.tsocks.linux.InetEndpoint;
import io.tsocks.linux.UnixEndpoint;
import io.tsocks.net.Address;
import io.tsocks.net.ServerAddress;
import io.tsocks.protocol.SocksAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The servers of a policy, as their names resolve: their addresses, and the ways to them. Which
/// addresses are local is found out here and not for each connect, because a policy may have very
/// many networks.
///
/// Immutable.
final class ServerWays {

    /// More ways to one server are not tried.
    private static final int MOST_WAYS = 16;

    private static final Server UNKNOWN = new Server(List.of(), List.of(), Set.of());

    private final Policy policy;
    private final PolicyEngine engine;
    private final Map<ProxyServer, Server> servers;

    private ServerWays(Policy policy, PolicyEngine engine) {
        this.policy = policy;
        // the ways to servers behind others are part of the decisions
        this.engine = policy.chains() ? PolicyEngine.of(policy) : engine;
        Map<ProxyServer, Server> known = new HashMap<>();
        policy.servers()
                .forEach(server -> known.computeIfAbsent(server, one -> server(policy, one)));
        this.servers = Map.copyOf(known);
    }

    private static Server server(Policy policy, ProxyServer server) {
        List<ServerChain> ways = ways(policy, server, Set.of());
        Set<String> names =
                Stream.concat(
                                Stream.of(server),
                                ways.stream().flatMap(way -> way.servers().stream()))
                        .filter(one -> isLookedUp(policy, one))
                        .map(ProxyServer::label)
                        .collect(Collectors.toUnmodifiableSet());
        return new Server(addresses(policy, server), ways, names);
    }

    /// What is known of a server.
    ///
    /// @param all its addresses; empty if its name does not resolve
    /// @param ways to it; empty if it cannot be used
    /// @param names that a resolver was asked for, its own and those of servers on the ways
    record Server(List<Address> all, List<ServerChain> ways, Set<String> names) {

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

    /// Resolves the names of the policy's servers.
    static ServerWays of(PolicyEngine engine, Resolver resolver) {
        return new ServerWays(engine.policy().withServerAddresses(resolver), engine);
    }

    /// The engine that decides.
    PolicyEngine engine() {
        return engine;
    }

    Server of(ProxyServer server) {
        return servers.getOrDefault(server, UNKNOWN);
    }

    /// The addresses of the servers with a name; empty if no server has it, or if it does not
    /// resolve.
    List<Address> addresses(String name) {
        return servers.entrySet().stream()
                .filter(server -> server.getKey().label().equalsIgnoreCase(name))
                .findFirst()
                .map(server -> server.getValue().all())
                .orElse(List.of());
    }

    /// Whether the addresses of a server come from a resolver.
    private static boolean isLookedUp(Policy policy, ProxyServer server) {
        return server.address() instanceof ServerAddress.Inet(String host, _)
                && server.literal().isEmpty()
                && !Policy.isLocalhost(host)
                && policy.addressesOf(server).isPresent();
    }

    /// Asks a resolver. A name that does not resolve is missing in the result.
    static Map<String, List<Address>> resolve(Set<String> names, Resolver resolver) {
        Map<String, List<Address>> found = new HashMap<>();
        for (String name : names) {
            try {
                List<InetAddress> all = resolver.withoutOnions().resolve(name);
                found.put(name, all.stream().map(Address::of).toList());
            } catch (UnknownHostException e) {
                // The addresses that are known are still better than none.
            }
        }
        return found;
    }

    /// The same servers, some of which have other addresses now.
    ///
    /// @param addresses by name
    ServerWays with(Map<String, List<Address>> addresses) {
        Map<String, List<Address>> known =
                policy.servers()
                        .filter(server -> isLookedUp(policy, server))
                        .collect(
                                Collectors.toMap(
                                        ProxyServer::label,
                                        server -> addresses(policy, server),
                                        (first, _) -> first,
                                        HashMap::new));
        Map<String, List<Address>> renewed = new HashMap<>(known);
        renewed.putAll(addresses);
        return renewed.equals(known)
                ? this
                : new ServerWays(policy.withServerAddresses(renewed), engine);
    }

    private static List<Address> addresses(Policy policy, ProxyServer server) {
        return policy.addressesOf(server).orElse(List.of());
    }

    private static List<ServerChain> ways(
            Policy policy, ProxyServer server, Set<ProxyServer> behind) {
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
}
