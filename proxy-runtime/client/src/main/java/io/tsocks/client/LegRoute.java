package io.tsocks.client;

import io.tsocks.client.health.ServerFailure;
import io.tsocks.engine.ProxyServer;
import io.tsocks.protocol.ChainedHandshake;
import io.tsocks.protocol.Handshake;
import io.tsocks.protocol.HandshakeState;
import io.tsocks.protocol.Phase;
import io.tsocks.protocol.SocksAddress;
import io.tsocks.protocol.SocksRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The way of a leg: the servers on it, and the address of the first one.
///
/// @param servers the nearest first, at least one; none if the leg is direct
/// @param destinations what each of them is asked for
/// @param turns of the servers but the last
record LegRoute(
        List<ProxyServer> servers,
        List<SocksAddress> destinations,
        List<ServerTurn> turns,
        InetSocketAddress address) {

    /// The way to a destination itself.
    static LegRoute direct(InetSocketAddress address) {
        return new LegRoute(List.of(), List.of(), List.of(), address);
    }

    /// Finds the way to the server of a hop. Of a group on the way, the server is taken that a
    /// connect tries first.
    static LegRoute of(Router.Via hop, Tsocks.InForce inForce, Progress progress)
            throws IOException {
        List<ProxyServer> servers = new ArrayList<>();
        List<SocksAddress> destinations = new ArrayList<>();
        List<ServerTurn> turns = new ArrayList<>();
        Router.Via next = hop;
        try {
            while (true) {
                Router.ServerReach reach = reach(next, servers, inForce, progress);
                servers.addFirst(next.server());
                destinations.addFirst(next.destination());
                switch (reach) {
                    case Router.ServerReach.At(var addresses) -> {
                        return new LegRoute(servers, destinations, turns, addresses.getFirst());
                    }
                    case Router.ServerReach.AtSocket(var path) ->
                            throw new NotCarriedException(
                                    progress.destination()
                                            + " via "
                                            + next.server().uri()
                                            + ": a program that makes its own connections is"
                                            + " given addresses of the internet, and "
                                            + path
                                            + " is an AF_UNIX socket; use a server at a port");
                    case Router.ServerReach.Behind(var through) -> {
                        turns.addFirst(first(through, servers, inForce));
                        next = through.via(turns.getFirst().server());
                    }
                }
            }
        } catch (IOException | RuntimeException e) {
            turns.forEach(ServerTurn::withdraw);
            throw e;
        }
    }

    private static ServerTurn first(
            Router.Through through, List<ProxyServer> behind, Tsocks.InForce inForce) {
        return inForce.groups().turn(through.without(behind), through.destination().host());
    }

    private static Router.ServerReach reach(
            Router.Via via, List<ProxyServer> behind, Tsocks.InForce inForce, Progress progress)
            throws IOException {
        try {
            return inForce.router()
                    .reach(via, behind, progress.deadline(), progress.cancellation());
        } catch (DeadlineException e) {
            throw SocksException.late(Phase.CONNECT, via.server(), progress.destination(), e);
        } catch (UnknownHostException e) {
            throw SocksException.unreachable(via.server(), progress.destination(), e);
        }
    }

    /// The handshakes with all servers.
    Handshake handshake(Dialer dialer, Progress progress) throws IOException {
        List<Supplier<Handshake>> handshakes = new ArrayList<>();
        for (int i = 0; i < servers.size(); i++) {
            SocksRequest request = SocksRequest.connect(destinations.get(i));
            Handshake handshake = dialer.sequential(servers.get(i), request, progress);
            handshakes.add(() -> handshake);
        }
        return ChainedHandshake.of(handshakes);
    }

    /// Refuses a way that a program's own socket cannot carry.
    ///
    /// @throws NotCarriedException if a server needs TLS or GSSAPI
    void checkBare(Progress progress) throws NotCarriedException {
        for (ProxyServer server : servers) {
            if (server.kind().usesTls() || server.gssapi() != null) {
                throw new NotCarriedException(
                        progress.destination()
                                + " via "
                                + server.uri()
                                + ": the program's own socket carries bytes as they are, and this"
                                + " server needs "
                                + (server.kind().usesTls() ? "TLS" : "GSSAPI")
                                + "; use a server without, or the launcher");
            }
        }
    }

    /// All servers did their part.
    void succeeded() {
        turns.forEach(ServerTurn::granted);
    }

    /// The leg failed at the server whose handshake was under way. Those before it did their part.
    ///
    /// @param silence as in [ServerTurn#failed]
    void failed(@Nullable Handshake handshake, IOException e, ServerFailure silence) {
        int hop = handshake instanceof ChainedHandshake chained ? chained.hop() : 0;
        for (int i = 0; i < turns.size(); i++) {
            if (i < hop) {
                turns.get(i).granted();
            } else if (i == hop) {
                turns.get(i).failed(e, silence);
            } else {
                turns.get(i).withdraw();
            }
        }
    }

    /// The exception for a failed handshake.
    SocksException refused(Handshake handshake, HandshakeState.Failed end, SocksAddress asked) {
        ProxyServer last = servers.getLast();
        if (handshake instanceof ChainedHandshake chained && chained.hop() < servers.size() - 1) {
            String why = servers.get(chained.hop()).uri() + ": " + end.failure().message();
            return SocksException.unreachable(last, asked, new IOException(why));
        }
        return SocksException.of(end.phase(), last, asked, end.failure(), null);
    }
}
