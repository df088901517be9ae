package io.tsocks.launcher.supervisor;

import io.tsocks.engine.Address;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.engine.Resolver;
import io.tsocks.engine.Route;
import io.tsocks.engine.Rule;
import io.tsocks.engine.SocksServer;
import io.tsocks.launcher.linux.InetEndpoint;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decides for a destination, with the addresses of the SOCKS servers at hand: names of servers are
/// resolved once, before the command starts, so that no answer ever waits for a name server.
///
/// Immutable.
public final class Routing {

    private final PolicyEngine engine;
    private final Map<String, List<InetAddress>> servers;

    private Routing(PolicyEngine engine, Map<String, List<InetAddress>> servers) {
        this.engine = engine;
        this.servers = servers;
    }

    /// Resolves the names of the policy's servers. One that has no address is no error here: what
    /// it should carry is refused.
    public static Routing of(PolicyEngine engine, Resolver resolver) {
        Map<String, List<InetAddress>> servers = new HashMap<>();
        for (Rule.Path path : engine.policy().paths()) {
            resolve(path.server(), resolver, servers);
        }
        if (engine.policy().last() instanceof Rule.DefaultServer byDefault) {
            resolve(byDefault.server(), resolver, servers);
        }
        return new Routing(engine, Map.copyOf(servers));
    }

    private static void resolve(
            @Nullable SocksServer server,
            Resolver resolver,
            Map<String, List<InetAddress>> servers) {
        if (server == null || servers.containsKey(server.host())) {
            return;
        }
        Optional<Address> literal = Address.parse(server.host());
        try {
            List<InetAddress> addresses =
                    literal.isPresent()
                            ? List.of(InetAddress.ofLiteral(server.host()))
                            : resolver.resolve(server.host());
            servers.put(server.host(), List.copyOf(addresses));
        } catch (UnknownHostException e) {
            servers.put(server.host(), List.of());
        }
    }

    /// What to do for a destination.
    public sealed interface Plan {
        /// The deciding rule in words.
        String rule();

        /// Connect to the destination itself.
        record Direct(String rule) implements Plan {}

        /// Connect to a SOCKS server first.
        ///
        /// @param addresses the server's addresses, at least one
        record Via(SocksServer server, List<InetSocketAddress> addresses, String rule)
                implements Plan {
            public Via {
                addresses = List.copyOf(addresses);
            }
        }

        /// Do not connect.
        record Refused(String message, String rule) implements Plan {}
    }

    /// What to do for a destination.
    public Plan plan(InetEndpoint destination) {
        if (destination.address().isAnyLocalAddress()) {
            return new Plan.Direct("the unspecified address is this machine");
        }
        Route route = engine.route(destination.address(), destination.port());
        String rule = route.rule().describe();
        return switch (route) {
            case Route.Direct _ -> new Plan.Direct(rule);
            case Route.Refused refused -> new Plan.Refused(refused.message(), rule);
            case Route.Via via when isServer(destination, via.server()) ->
                    new Plan.Direct("it is a SOCKS server of the policy");
            case Route.Via via -> via(via.server(), rule);
        };
    }

    private boolean isServer(InetEndpoint destination, SocksServer server) {
        return destination.port() == server.port()
                && addresses(server).contains(destination.address());
    }

    private List<InetAddress> addresses(SocksServer server) {
        return servers.getOrDefault(server.host(), List.of());
    }

    private Plan via(SocksServer server, String rule) {
        List<InetAddress> addresses = addresses(server);
        if (addresses.isEmpty()) {
            return new Plan.Refused(
                    "the name of the SOCKS server " + server.host() + " does not resolve", rule);
        }
        List<InetSocketAddress> local =
                addresses.stream()
                        .filter(address -> engine.policy().isLocal(Address.of(address)))
                        .map(address -> new InetSocketAddress(address, server.port()))
                        .toList();
        return local.isEmpty()
                ? new Plan.Refused(
                        "the SOCKS server " + server.host() + " is in no local network", rule)
                : new Plan.Via(server, local, rule);
    }
}
