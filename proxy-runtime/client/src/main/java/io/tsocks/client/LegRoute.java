package io.tsocks.client;

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

/// The way of a leg: the servers on it, and the address of the first one.
///
/// @param servers the nearest first, at least one
/// @param destinations what each of them is asked for
record LegRoute(
        List<ProxyServer> servers, List<SocksAddress> destinations, InetSocketAddress address) {

    /// Finds the way to the server of a hop. Of a group on the way, the server is taken that a
    /// connect tries first.
    static LegRoute of(Router.Via hop, Tsocks.InForce inForce, Progress progress)
            throws IOException {
        List<ProxyServer> servers = new ArrayList<>();
        List<SocksAddress> destinations = new ArrayList<>();
        Router.Via next = hop;
        while (true) {
            Router.ServerReach reach = reach(next, servers, inForce, progress);
            servers.addFirst(next.server());
            destinations.addFirst(next.destination());
            switch (reach) {
                case Router.ServerReach.At(var addresses) -> {
                    return new LegRoute(servers, destinations, addresses.getFirst());
                }
                case Router.ServerReach.Behind(var through) -> next = first(through, inForce);
            }
        }
    }

    private static Router.Via first(Router.Through through, Tsocks.InForce inForce) {
        ServerTurn turn = inForce.groups().turn(through.upstream(), through.destination().host());
        turn.withdraw();
        return through.via(turn.server());
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
        return handshakes.size() == 1
                ? handshakes.getFirst().get()
                : new ChainedHandshake(handshakes);
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
