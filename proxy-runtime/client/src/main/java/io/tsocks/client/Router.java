package io.tsocks.client;

import io.tsocks.client.time.Deadline;
import io.tsocks.engine.Action;
import io.tsocks.engine.Decision;
import io.tsocks.engine.HostDecision;
import io.tsocks.engine.PolicyEngine;
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

    /// A way to try: a decision, and what is connected to or asked for.
    sealed interface Hop {

        /// What the server is asked for, or what is connected to.
        SocksAddress destination();

        /// What the policy says.
        Decision decision();
    }

    /// To the destination itself, whose address is known.
    record Direct(SocksAddress.Ip destination, Decision decision) implements Hop {}

    /// Through a server.
    ///
    /// @param server that of the decision
    record Via(SocksAddress destination, SocksServer server, Decision decision) implements Hop {}

    /// The hops in the order in which to try them, at least one. A name is resolved only if the
    /// policy needs its address, and each address then has the route that the policy gives it, or
    /// if the policy connects to the name directly.
    ///
    /// @throws RouteRefusedException if every hop is refused
    /// @throws DeadlineException if the resolver takes too long
    List<Hop> hops(SocksAddress destination, Deadline deadline, Cancellation cancellation)
            throws IOException {
        return switch (destination) {
            case SocksAddress.Ip ip -> List.of(hop(ip, engine.decide(ip.address(), ip.port())));
            case SocksAddress.Name name -> hopsOfName(name, deadline, cancellation);
        };
    }

    private List<Hop> hopsOfName(
            SocksAddress.Name name, Deadline deadline, Cancellation cancellation)
            throws IOException {
        return switch (engine.decide(name.host(), name.port())) {
            case HostDecision.Decided(Decision decision)
                    when !(decision.action() instanceof Action.Direct) ->
                    List.of(hop(name, decision));
            case HostDecision.Decided(Decision direct) ->
                    names.resolve(name.host(), deadline, cancellation).stream()
                            .<Hop>map(
                                    address ->
                                            new Direct(
                                                    new SocksAddress.Ip(address, name.port()),
                                                    direct))
                            .toList();
            case HostDecision.NeedsAddress needs ->
                    hopsOfAddresses(name, addresses(name, needs, deadline, cancellation));
        };
    }

    /// What the policy says of a destination that could not be resolved: of the name alone, or that
    /// it takes the address to decide.
    Decision undecided(SocksAddress destination) {
        return engine.decide(destination.host(), destination.port())
                .orUnresolved("it was not resolved");
    }

    /// The addresses at which the server of a hop can be connected to, each in a local network.
    ///
    /// @throws RouteRefusedException if it has none
    List<InetSocketAddress> addressesOf(Via hop, Deadline deadline, Cancellation cancellation)
            throws IOException {
        SocksServer server = hop.server();
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
                    hop.destination(),
                    new Action.Refused(Action.Reason.SERVER_NOT_LOCAL, message),
                    hop.decision().rule());
        }
        return local;
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
                hops.add(hop(ip, engine.decide(address, name.port())));
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
            SocksAddress.Name name,
            HostDecision.NeedsAddress needs,
            Deadline deadline,
            Cancellation cancellation)
            throws IOException {
        try {
            return names.resolve(name.host(), deadline, cancellation);
        } catch (UnknownHostException e) {
            throw new RouteRefusedException(
                    name, needs.refusal("it does not resolve"), needs.last());
        }
    }

    private static Hop hop(SocksAddress destination, Decision decision)
            throws RouteRefusedException {
        return switch (decision.action()) {
            case Action.Via via -> new Via(destination, via.server(), decision);
            case Action.Refused refused ->
                    throw new RouteRefusedException(destination, refused, decision.rule());
            case Action.Direct ignored -> {
                if (!(destination instanceof SocksAddress.Ip ip)) {
                    throw new IllegalArgumentException("no address: " + destination);
                }
                yield new Direct(ip, decision);
            }
        };
    }
}
