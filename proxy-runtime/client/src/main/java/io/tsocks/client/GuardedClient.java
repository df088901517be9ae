package io.tsocks.client;

import io.tsocks.engine.Action;
import io.tsocks.engine.Decision;
import io.tsocks.engine.ProxyServer;
import io.tsocks.protocol.SocksAddress;
import io.tsocks.protocol.SocksRequest;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Connects for others as the policy of a [Tsocks] says, if a [RouteGuard] allows it, too. It says
/// which way was taken. Made by [Tsocks#guardedBy].
///
/// Thread-safe, like the [Tsocks]. It obeys the policy that is in force at each call.
public final class GuardedClient {

    private final Tsocks client;
    private final RouteGuard guard;
    private final Dialer.Sockets sockets = new GuardedSockets();

    GuardedClient(Tsocks client, RouteGuard guard) {
        this.client = client;
        this.guard = guard;
    }

    /// Connects like [Tsocks#connect(String, int, Duration)]. The socket has a channel, in blocking
    /// mode, if the connection carries bytes as they are: not through TLS or GSSAPI, and not
    /// through an AF_UNIX socket.
    ///
    /// @throws RouteRefusedException if the policy refuses
    /// @throws SocksException if the server does not give the connection
    public Routed<Socket> connect(SocksAddress destination, Duration timeout) throws IOException {
        return guarded(destination, timeout, this::connected);
    }

    /// Opens what a hop leads to.
    @FunctionalInterface
    private interface Opening<T extends Closeable> {
        Routed<T> open(Tsocks.InForce current, Router.Hop hop, Progress progress)
                throws IOException;
    }

    /// The first way that opens, after the guard has allowed its destination.
    private <T extends Closeable> Routed<T> guarded(
            SocksAddress destination, Duration timeout, Opening<T> opening) throws IOException {
        Tsocks.InForce current = client.inForce();
        return client.attempts(current, timeout, new Cancellation())
                .first(
                        destination,
                        (hop, progress) -> {
                            guard.checkDestination(hop.destination());
                            return opening.open(current, hop, progress);
                        });
    }

    private static <T extends Closeable> Routed<T> routed(
            T made, Tsocks.InForce current, Router.Hop hop, List<ProxyServer> servers) {
        return new Routed<>(made, hop.destination(), hop.decision(), current.engine(), servers);
    }

    /// A connect that the caller makes by itself, to an address that the policy reaches directly.
    /// This waits for nothing.
    ///
    /// @return empty if the destination is a name, goes through a server, or is refused;
    ///     [#connect] does, or says, the rest
    public Optional<DirectConnect> direct(SocksAddress destination, Duration timeout)
            throws IOException {
        Tsocks.InForce current = client.inForce();
        if (!(destination instanceof SocksAddress.Ip to)) {
            return Optional.empty();
        }
        Decision decision = current.engine().decide(to.address(), to.port());
        if (!(decision.action() instanceof Action.Direct) || !isAllowed(to)) {
            return Optional.empty();
        }
        Leg leg = client.attempts(current, timeout, new Cancellation()).firstLeg(to, current);
        return Optional.of(new DirectConnect(leg, to, decision, current.engine()));
    }

    private boolean isAllowed(SocksAddress.Ip to) {
        try {
            guard.checkDestination(to);
            guard.checkConnect(new InetSocketAddress(to.address(), to.port()));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private Routed<Socket> connected(Tsocks.InForce current, Router.Hop hop, Progress progress)
            throws IOException {
        return switch (hop) {
            case Router.Direct direct ->
                    routed(
                            current.dialer().direct(direct, sockets, progress).release(),
                            current,
                            direct,
                            List.of());
            case Router.Via via -> through(current, via, progress);
        };
    }

    private Routed<Socket> through(Tsocks.InForce current, Router.Via via, Progress progress)
            throws IOException {
        SocksRequest request = SocksRequest.connect(via.destination());
        Order order = new Order(request, false, sockets, ByteBuffer.allocate(0));
        Granted granted = current.dialer().request(via, order, progress);
        Socket socket = granted.socket().release();
        Connection made =
                new Connection(
                        socket, via.destination(), false, granted.handshake().encapsulation());
        return routed(
                made.encapsulation() == null ? socket : SocksSocket.of(client, made),
                current,
                via,
                granted.servers());
    }

    /// Opens a port like [Tsocks#bind].
    ///
    /// @param peer the peer that will connect
    public Routed<BoundPort> bind(SocksAddress peer, Duration timeout) throws IOException {
        return guarded(
                peer,
                timeout,
                (current, hop, progress) -> {
                    BoundPort port =
                            BoundPort.open(client, current.dialer(), hop, sockets, progress);
                    return routed(port, current, hop, port.servers());
                });
    }

    /// Exchanges datagrams like [Tsocks#udp].
    public Routed<Datagrams> udp(SocksAddress destination, Duration timeout) throws IOException {
        return guarded(
                destination,
                timeout,
                (current, hop, progress) -> {
                    Datagrams datagrams =
                            Datagrams.open(
                                    current.router(), current.dialer(), hop, sockets, progress);
                    return routed(datagrams, current, hop, datagrams.servers());
                });
    }

    /// Sockets of channels that the guard is asked about. They are not
    /// [Dialer.Sockets#OF_CHANNELS], which promise that every connection has a channel.
    private final class GuardedSockets implements Dialer.Sockets {

        @Override
        public Socket open() throws IOException {
            return Dialer.Sockets.OF_CHANNELS.open();
        }

        @Override
        public void check(SocketAddress address) throws IOException {
            guard.checkConnect(address);
        }
    }
}
