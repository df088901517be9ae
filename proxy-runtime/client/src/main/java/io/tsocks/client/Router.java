package io.tsocks.client;

import io.tsocks.client.time.Deadline;
import io.tsocks.engine.Action;
import io.tsocks.engine.Decision;
import io.tsocks.engine.HostDecision;
import io.tsocks.engine.NameBasis;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.Rule;
import io.tsocks.engine.ServerWay;
import io.tsocks.engine.Upstream;
import io.tsocks.net.Address;
import io.tsocks.net.ServerAddress;
import io.tsocks.protocol.SocksAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Turns a destination into the ways to try, as the policy says.
final class Router {

    private final PolicyEngine engine;
    private final Names names;

    Router(PolicyEngine engine, Names names) {
        this.engine = engine;
        this.names = names;
    }

    /// What the policy says of a destination, or of one of its addresses.
    sealed interface Way {

        /// The destination that a server is asked for, or that is connected to directly.
        SocksAddress destination();

        /// The policy's decision.
        Decision decision();
    }

    /// A way to try: a decision, and the destination to connect to or request.
    sealed interface Hop {

        /// The destination that the server is asked for, or that is connected to directly.
        SocksAddress destination();

        /// The policy's decision.
        Decision decision();
    }

    /// A hop to the destination itself, whose address is known.
    record Direct(SocksAddress.Ip destination, Decision decision) implements Way, Hop {}

    /// A way through one of the servers of an upstream: each of them is a hop to try.
    ///
    /// @param upstream that of the decision
    record Through(SocksAddress destination, Upstream upstream, Decision decision) implements Way {

        /// The upstream without servers that are to be reached through it, unless none is left.
        Upstream without(List<ProxyServer> behind) {
            return upstream.only(server -> !behind.contains(server)).orElse(upstream);
        }

        /// The hop through one of the servers.
        Via via(ProxyServer server) {
            return new Via(destination, server, decision);
        }
    }

    /// A hop through a server.
    ///
    /// @param server one of the decision's
    record Via(SocksAddress destination, ProxyServer server, Decision decision) implements Hop {}

    /// The ways in the order in which to try them, at least one. A name is resolved only if the
    /// policy connects to it directly, or needs its address to decide. In the latter case each
    /// address has its own route.
    ///
    /// @throws RouteRefusedException if every way is refused
    /// @throws DeadlineException if the resolver takes too long
    List<Way> ways(SocksAddress destination, Deadline deadline, Cancellation cancellation)
            throws IOException {
        return switch (destination) {
            case SocksAddress.Ip ip -> List.of(way(ip, engine.decide(ip.address(), ip.port())));
            case SocksAddress.Name name -> waysOfName(name, deadline, cancellation);
        };
    }

    private List<Way> waysOfName(
            SocksAddress.Name name, Deadline deadline, Cancellation cancellation)
            throws IOException {
        return switch (engine.decide(name.host(), name.port())) {
            case HostDecision.Decided(Decision decision)
                    when !(decision.action() instanceof Action.Direct) ->
                    List.of(way(name, decision));
            case HostDecision.Decided(Decision direct) ->
                    names.resolve(name.host(), deadline, cancellation).stream()
                            .<Way>map(
                                    address ->
                                            new Direct(
                                                    new SocksAddress.Ip(address, name.port()),
                                                    direct))
                            .toList();
            case HostDecision.NeedsAddress needs ->
                    waysOfAddresses(name, addresses(name, needs, deadline, cancellation));
        };
    }

    /// The policy's decision for a destination that could not be resolved: the one for the name
    /// alone, or a refusal because the decision needs the address.
    Decision undecided(SocksAddress destination) {
        return engine.decide(destination.host(), destination.port())
                .orUnresolved("it was not resolved");
    }

    /// How to reach a server.
    sealed interface ServerReach {

        /// Connect to it.
        ///
        /// @param addresses at least one
        record At(List<InetSocketAddress> addresses) implements ServerReach {}

        /// Connect to its AF_UNIX socket, which is on this machine.
        record AtSocket(Path path) implements ServerReach {}

        /// Ask other servers for it.
        ///
        /// @param through where its address, or its name, is the destination
        record Behind(Through through) implements ServerReach {}
    }

    /// How the server of a hop is reached: in a local network, or with `chain = yes` as the policy
    /// says of its name or address.
    ///
    /// @param behind the servers that are to be reached through this one
    /// @throws RouteRefusedException if there is no way
    ServerReach reach(
            Via hop, List<ProxyServer> behind, Deadline deadline, Cancellation cancellation)
            throws IOException {
        ProxyServer server = hop.server();
        if (behind.contains(server)) {
            throw refused(
                    hop, Action.Reason.CHAIN_IN_CIRCLE, "could only be reached through itself");
        }
        return switch (server.address()) {
            case ServerAddress.Inet inet -> reach(hop, inet, deadline, cancellation);
            case ServerAddress.Unix unix -> new ServerReach.AtSocket(Path.of(unix.path()));
        };
    }

    private ServerReach reach(
            Via hop, ServerAddress.Inet at, Deadline deadline, Cancellation cancellation)
            throws IOException {
        Optional<Through> byName = byName(at);
        if (byName.isPresent()) {
            return new ServerReach.Behind(byName.get());
        }
        List<InetAddress> addresses = serverAddresses(at, deadline, cancellation);
        List<InetSocketAddress> local =
                addresses.stream()
                        .filter(this::isLocal)
                        .map(address -> new InetSocketAddress(address, at.port()))
                        .toList();
        if (!local.isEmpty()) {
            return new ServerReach.At(local);
        }
        if (isLocalByName(hop.server())) {
            return new ServerReach.At(
                    addresses.stream()
                            .map(address -> new InetSocketAddress(address, at.port()))
                            .toList());
        }
        if (!engine.policy().chains()) {
            throw refused(
                    hop,
                    Action.Reason.SERVER_NOT_LOCAL,
                    "is in no local network; add a local line for its address");
        }
        return byAddress(at, addresses.getFirst());
    }

    /// The way to a server whose name a path lists.
    private Optional<Through> byName(ServerAddress.Inet server) throws IOException {
        if (!engine.policy().chains() || Address.parse(server.host()).isPresent()) {
            return Optional.empty();
        }
        return engine.decide(server.host(), server.port())
                                instanceof HostDecision.Decided(Decision decision)
                        && decision.rule() instanceof Rule.Path
                        && engine.basis(server.host(), server.port()) == NameBasis.LINE
                        && way(SocksAddress.of(server.host(), server.port()), decision)
                                instanceof Through through
                ? Optional.of(through)
                : Optional.empty();
    }

    /// Whether a `local` line has the name of a server, which counts with `chain = yes`.
    private boolean isLocalByName(ProxyServer server) {
        return engine.policy().wayTo(server) instanceof ServerWay.Direct(Rule.LocalHosts ignored);
    }

    private ServerReach byAddress(ServerAddress.Inet server, InetAddress address)
            throws IOException {
        SocksAddress.Ip destination = new SocksAddress.Ip(address, server.port());
        return switch (way(destination, engine.decide(address, server.port()))) {
            case Direct ignored ->
                    new ServerReach.At(List.of(new InetSocketAddress(address, server.port())));
            case Through through -> new ServerReach.Behind(through);
        };
    }

    private static RouteRefusedException refused(Via hop, Action.Reason reason, String why) {
        return new RouteRefusedException(
                hop.destination(),
                new Action.Refused(reason, "the server " + hop.server().label() + " " + why),
                hop.decision().rule());
    }

    /// Whether datagrams may be sent to a server's relay at this address: it must be in a local
    /// network, like the server itself.
    boolean isLocal(InetAddress address) {
        return engine.policy().isLocal(Address.of(address));
    }

    private List<InetAddress> serverAddresses(
            ServerAddress.Inet server, Deadline deadline, Cancellation cancellation)
            throws IOException {
        Optional<Address> literal = Address.parse(server.host());
        return literal.isPresent()
                ? List.of(literal.get().toInetAddress())
                : names.resolve(server.host(), deadline, cancellation);
    }

    private List<Way> waysOfAddresses(SocksAddress.Name name, List<InetAddress> addresses)
            throws IOException {
        List<Way> ways = new ArrayList<>();
        RouteRefusedException refused = null;
        for (InetAddress address : addresses) {
            SocksAddress.Ip ip = new SocksAddress.Ip(address, name.port());
            try {
                ways.add(way(ip, engine.decide(address, name.port())));
            } catch (RouteRefusedException e) {
                refused = refused == null ? e : refused;
            }
        }
        if (ways.isEmpty() && refused != null) {
            throw refused;
        }
        return ways;
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

    private static Way way(SocksAddress destination, Decision decision)
            throws RouteRefusedException {
        return switch (decision.action()) {
            case Action.Via via -> new Through(destination, via.upstream(), decision);
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
