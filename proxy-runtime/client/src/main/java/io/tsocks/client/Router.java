package io.tsocks.client;

import io.tsocks.client.time.Deadline;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.engine.Route;
import io.tsocks.engine.SocksServer;
import io.tsocks.net.Address;
import io.tsocks.protocol.SocksAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Turns a destination into the hops to try, as the policy says.
final class Router {

    private final PolicyEngine engine;
    private final Names names;

    Router(PolicyEngine engine, Names names) {
        this.engine = engine;
        this.names = names;
    }

    /// A way to try.
    sealed interface Hop {

        /// What the server is asked for, or what is connected to.
        SocksAddress destination();

        /// What the policy says.
        Route route();
    }

    /// To the destination itself, whose address is known.
    record Direct(SocksAddress.Ip destination, Route.Direct route) implements Hop {}

    /// Through a server.
    record Via(SocksAddress destination, Route.Via route) implements Hop {}

    /// The hops in the order in which to try them, at least one. A name is resolved only where the
    /// policy needs its address or the connection is direct, and each address then has the route
    /// that the policy gives it.
    ///
    /// @throws RouteRefusedException where every hop is refused
    /// @throws DeadlineException where the resolver takes too long
    List<Hop> hops(SocksAddress destination, Deadline deadline, Cancellation cancellation)
            throws IOException {
        return switch (destination) {
            case SocksAddress.Ip ip -> List.of(hop(ip, engine.route(ip.address(), ip.port())));
            case SocksAddress.Name name -> {
                Optional<Route> decided = engine.routeOfName(name.host(), name.port());
                yield decided.isPresent() && !(decided.get() instanceof Route.Direct)
                        ? List.of(hop(name, decided.get()))
                        : hopsOfAddresses(
                                name, addresses(name, decided.isPresent(), deadline, cancellation));
            }
        };
    }

    /// What the policy says of a destination that could not be resolved: of the name alone, or that
    /// it takes the address to decide.
    Route undecided(SocksAddress destination) {
        return engine.routeOfName(destination.host(), destination.port())
                .orElseGet(
                        () ->
                                new Route.Refused(
                                        Route.Reason.UNKNOWN_HOST,
                                        engine.policy().last(),
                                        "it was not resolved, and the policy cannot decide without"
                                                + " its address"));
    }

    /// The addresses at which a server can be connected to, each in a local network.
    ///
    /// @throws RouteRefusedException where it has none
    List<InetSocketAddress> addressesOf(
            SocksServer server,
            SocksAddress destination,
            Route route,
            Deadline deadline,
            Cancellation cancellation)
            throws IOException {
        List<InetSocketAddress> local =
                serverAddresses(server, deadline, cancellation).stream()
                        .filter(address -> engine.policy().isLocal(Address.of(address)))
                        .map(address -> new InetSocketAddress(address, server.port()))
                        .toList();
        if (local.isEmpty()) {
            String message =
                    "the server "
                            + server.host()
                            + " is in no local network; add a local line for its address";
            throw new RouteRefusedException(
                    destination,
                    new Route.Refused(Route.Reason.SERVER_NOT_LOCAL, route.rule(), message));
        }
        return local;
    }

    /// What to connect to for a hop: the destination, or the server's first address.
    InetSocketAddress firstAddressOf(Hop hop, Deadline deadline, Cancellation cancellation)
            throws IOException {
        return switch (hop) {
            case Direct(SocksAddress.Ip to, var ignored) ->
                    new InetSocketAddress(to.address(), to.port());
            case Via(SocksAddress destination, Route.Via route) ->
                    addressesOf(route.server(), destination, route, deadline, cancellation)
                            .getFirst();
        };
    }

    /// Whether a server's relay may be sent to: it must be as near as the server itself.
    boolean isLocal(InetAddress address) {
        return engine.policy().isLocal(Address.of(address));
    }

    private List<InetAddress> serverAddresses(
            SocksServer server, Deadline deadline, Cancellation cancellation) throws IOException {
        Optional<Address> literal = Address.parse(server.host());
        return literal.isPresent()
                ? List.of(literal.get().toInetAddress())
                : names.resolve(server.host(), deadline, cancellation);
    }

    private List<Hop> hopsOfAddresses(SocksAddress.Name name, List<InetAddress> addresses)
            throws IOException {
        List<Hop> hops = new ArrayList<>();
        RouteRefusedException refused = null;
        for (InetAddress address : addresses) {
            SocksAddress.Ip ip = new SocksAddress.Ip(address, name.port());
            try {
                hops.add(hop(ip, engine.route(address, name.port())));
            } catch (RouteRefusedException e) {
                refused = refused == null ? e : refused;
            }
        }
        if (hops.isEmpty() && refused != null) {
            throw refused;
        }
        return hops;
    }

    private List<InetAddress> addresses(
            SocksAddress.Name name, boolean decided, Deadline deadline, Cancellation cancellation)
            throws IOException {
        try {
            return names.resolve(name.host(), deadline, cancellation);
        } catch (UnknownHostException e) {
            if (decided) {
                throw e;
            }
            String message =
                    "it does not resolve, and the policy cannot decide without its address";
            throw new RouteRefusedException(
                    name,
                    new Route.Refused(Route.Reason.UNKNOWN_HOST, engine.policy().last(), message));
        }
    }

    private static Hop hop(SocksAddress destination, Route route) throws RouteRefusedException {
        return switch (route) {
            case Route.Via via -> new Via(destination, via);
            case Route.Refused refused -> throw new RouteRefusedException(destination, refused);
            case Route.Direct direct -> {
                if (!(destination instanceof SocksAddress.Ip ip)) {
                    throw new IllegalArgumentException("no address: " + destination);
                }
                yield new Direct(ip, direct);
            }
        };
    }
}
