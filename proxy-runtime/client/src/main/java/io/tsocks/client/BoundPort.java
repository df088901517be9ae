package io.tsocks.client;

import io.tsocks.client.time.Deadline;
import io.tsocks.engine.ProxyServer;
import io.tsocks.protocol.HandshakeState;
import io.tsocks.protocol.Phase;
import io.tsocks.protocol.SocksAddress;
import io.tsocks.protocol.SocksRequest;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.List;

/// A port that is open for one connection of a peer. One thread accepts; any thread may close it.
public abstract sealed class BoundPort implements Closeable {

    private final SocksAddress address;

    private BoundPort(SocksAddress address) {
        this.address = address;
    }

    /// @param sockets makes the socket of the connection to a server
    static BoundPort open(
            Tsocks client, Dialer dialer, Router.Hop hop, Dialer.Sockets sockets, Progress progress)
            throws IOException {
        return switch (hop) {
            case Router.Direct direct -> Here.open(client, direct);
            case Router.Via via -> {
                Granted granted =
                        dialer.request(
                                via,
                                new Order(
                                        SocksRequest.bind(via.destination()),
                                        false,
                                        sockets,
                                        ByteBuffer.allocate(0)),
                                progress);
                yield new AtServer(client, via, granted);
            }
        };
    }

    /// The address to which the peer has to connect.
    public SocksAddress address() {
        return address;
    }

    /// The servers on the way to the port, the nearest first; none if it is on this machine.
    abstract List<ProxyServer> servers();

    /// Waits for the peer. Its connection uses up the port. If the peer does not come in time, this
    /// may be called again.
    ///
    /// @param timeout more than zero
    /// @throws SocketTimeoutException if the peer does not come in time
    /// @throws SocksException if the server ends the wait
    /// @throws SocketException if the port is used up, was closed before, or is closed during the
    ///     wait
    public abstract Socket accept(Duration timeout) throws IOException;

    /// The address in a reply; the server's own if the reply has the unspecified address. A server
    /// at an AF_UNIX socket has none.
    static SocksAddress orServer(SocksAddress bound, SocketAddress server) {
        boolean usable = bound instanceof SocksAddress.Ip ip && !ip.address().isAnyLocalAddress();
        return usable || !(server instanceof InetSocketAddress at)
                ? bound
                : new SocksAddress.Ip(at.getAddress(), bound.port());
    }

    /// A port of a SOCKS server.
    private static final class AtServer extends BoundPort {

        private final Tsocks client;
        private final Router.Via hop;
        private final Granted granted;

        /// Whether the connection has become the caller's socket. Written by the thread that
        /// accepts, read by the one that closes.
        private volatile boolean used;

        AtServer(Tsocks client, Router.Via hop, Granted granted) {
            super(orServer(granted.bound(), granted.server()));
            this.client = client;
            this.hop = hop;
            this.granted = granted;
        }

        @Override
        List<ProxyServer> servers() {
            return granted.servers();
        }

        @Override
        public Socket accept(Duration timeout) throws IOException {
            if (used) {
                throw new SocketException("this port has given its connection already");
            }
            Deadline deadline = Deadline.in(timeout);
            Dialogue dialogue = new Dialogue(granted.socket(), granted.handshake());
            try {
                while (granted.handshake().state() instanceof HandshakeState.Listening) {
                    dialogue.step(deadline);
                }
            } catch (ClosedChannelException e) {
                throw Failures.closed(e);
            } catch (DeadlineException e) {
                throw new SocketTimeoutException("no connection from the peer: " + e.getMessage());
            }
            return switch (granted.handshake().state()) {
                case HandshakeState.Established(SocksAddress peer) -> {
                    used = true;
                    yield SocksSocket.of(
                            client,
                            new Connection(
                                    granted.socket().release(),
                                    peer,
                                    false,
                                    granted.handshake().encapsulation()));
                }
                case HandshakeState.Failed(Phase phase, var failure) -> {
                    close();
                    throw SocksException.of(
                            phase, hop.server(), hop.destination(), failure, dialogue.broken());
                }
                case HandshakeState.Negotiating ignored ->
                        throw new IllegalStateException("still waiting");
                case HandshakeState.Listening ignored ->
                        throw new IllegalStateException("still waiting");
            };
        }

        @Override
        public void close() throws IOException {
            if (!used) {
                granted.socket().close();
            }
        }
    }

    /// A port of this machine, for a peer that is reached directly.
    private static final class Here extends BoundPort {

        private final Tsocks client;
        private final InetAddress peer;
        private final ServerSocket listener;
        private final Interruption interruption;

        private Here(Tsocks client, InetAddress peer, ServerSocket listener, SocksAddress address) {
            super(address);
            this.client = client;
            this.peer = peer;
            this.listener = listener;
            this.interruption = new Interruption(listener);
        }

        @Override
        List<ProxyServer> servers() {
            return List.of();
        }

        static BoundPort open(Tsocks client, Router.Direct hop) throws IOException {
            InetAddress peer = hop.destination().address();
            ServerSocket listener = new ServerSocket();
            try {
                listener.bind(new InetSocketAddress(facing(hop.destination()), 0));
                return new Here(client, peer, listener, address(listener));
            } catch (IOException | RuntimeException e) {
                listener.close();
                throw e;
            }
        }

        private static SocksAddress.Ip address(ServerSocket listener) {
            InetSocketAddress local = (InetSocketAddress) listener.getLocalSocketAddress();
            return new SocksAddress.Ip(local.getAddress(), local.getPort());
        }

        /// The local address from which the peer is reached. Nothing is sent.
        private static InetAddress facing(SocksAddress.Ip peer) throws IOException {
            try (DatagramChannel probe = DatagramChannel.open()) {
                probe.connect(new InetSocketAddress(peer.address(), peer.port()));
                return ((InetSocketAddress) probe.getLocalAddress()).getAddress();
            }
        }

        @Override
        public Socket accept(Duration timeout) throws IOException {
            Deadline deadline = Deadline.in(timeout);
            while (true) {
                listener.setSoTimeout((int) Math.min(deadline.millisLeft(), 1 << 30));
                Socket socket = next();
                InetSocketAddress from = (InetSocketAddress) socket.getRemoteSocketAddress();
                if (from.getAddress().equals(peer)) {
                    close();
                    SocksAddress address = new SocksAddress.Ip(from.getAddress(), from.getPort());
                    return SocksSocket.of(client, new Connection(socket, address, false, null));
                }
                socket.close();
            }
        }

        private Socket next() throws IOException {
            try {
                return interruption.during(listener::accept);
            } catch (ClosedChannelException e) {
                throw Failures.closed(e);
            }
        }

        @Override
        public void close() throws IOException {
            interruption.close();
        }
    }
}
