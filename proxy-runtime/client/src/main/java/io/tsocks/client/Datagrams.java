package io.tsocks.client;

import io.tsocks.client.time.Deadline;
import io.tsocks.engine.ProxyServer;
import io.tsocks.protocol.SocksAddress;
import io.tsocks.protocol.SocksDatagram;
import io.tsocks.protocol.SocksRequest;
import java.io.Closeable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Datagrams to and from one destination, through a SOCKS 5 server's relay or directly.
///
/// A relay lives as long as the connection that asked for it (RFC 1928, section 7): once the server
/// has closed that, sending and receiving fail. If the destination is an address, only its own
/// datagrams are received. If it is a name, only the server knows its address, so datagrams of
/// every sender that the relay carries are received: check [SocksDatagram#address] if that matters.
///
/// As everywhere with UDP, datagrams may be lost. One thread at a time may send, one may receive,
/// and any thread may close this. Interrupting a thread that waits closes this.
public final class Datagrams implements Closeable {

    private static final int LARGEST = 65_535;

    private final SocksAddress destination;
    private final DatagramChannel channel;

    /// The address of the relay or of the destination.
    private final SocketAddress peer;

    private final @Nullable Relay relay;

    /// Used by the thread that receives.
    private final Selector readable;

    /// The connection that keeps a relay alive.
    ///
    /// @param servers on the way, the nearest first
    private record Relay(List<ProxyServer> servers, SocketChannel control) {

        /// The server whose relay it is.
        ProxyServer server() {
            return servers.getLast();
        }

        /// Whether the server has closed the connection. Bytes that it sent are discarded. Does not
        /// wait.
        boolean hasEnded() throws ClosedChannelException {
            ByteBuffer unasked = ByteBuffer.allocate(512);
            try {
                int count = control.read(unasked);
                while (count > 0) {
                    count = control.read(unasked.clear());
                }
                return count < 0;
            } catch (ClosedChannelException e) {
                throw e;
            } catch (IOException e) {
                return true;
            }
        }
    }

    /// Takes over the channel and the relay; closes both if this fails.
    private Datagrams(SocksAddress destination, DatagramChannel channel, @Nullable Relay relay)
            throws IOException {
        this.destination = destination;
        this.channel = channel;
        this.relay = relay;
        Selector opened = null;
        try {
            peer = Objects.requireNonNull(channel.getRemoteAddress());
            opened = Selector.open();
            channel.configureBlocking(false);
            channel.register(opened, SelectionKey.OP_READ);
            if (relay != null) {
                relay.control().configureBlocking(false);
                relay.control().register(opened, SelectionKey.OP_READ);
            }
            readable = opened;
        } catch (IOException | RuntimeException e) {
            close(opened, channel, relay);
            throw e;
        }
    }

    /// @param sockets makes the socket of the connection to a server, which must have a channel
    static Datagrams open(
            Router router, Dialer dialer, Router.Hop hop, Dialer.Sockets sockets, Progress progress)
            throws IOException {
        return switch (hop) {
            case Router.Direct(SocksAddress.Ip to, var ignored) ->
                    new Datagrams(
                            to, connected(new InetSocketAddress(to.address(), to.port())), null);
            case Router.Via via -> associate(router, dialer, via, sockets, progress);
        };
    }

    private static Datagrams associate(
            Router router, Dialer dialer, Router.Via via, Dialer.Sockets sockets, Progress progress)
            throws IOException {
        ProxyServer server = via.server();
        Granted granted =
                dialer.request(
                        via,
                        new Order(
                                SocksRequest.udpAssociate(), true, sockets, ByteBuffer.allocate(0)),
                        progress);
        try {
            SocksAddress address = BoundPort.orServer(granted.bound(), granted.server());
            if (!(address instanceof SocksAddress.Ip ip) || !router.isLocal(ip.address())) {
                throw new ConnectException(
                        server.uri()
                                + " names a relay that is in no local network: "
                                + address
                                + "; add a local line for it if it may be sent to");
            }
            DatagramChannel channel = connected(new InetSocketAddress(ip.address(), ip.port()));
            SocketChannel control = granted.socket().release().getChannel();
            return new Datagrams(via.destination(), channel, new Relay(granted.servers(), control));
        } catch (IOException | RuntimeException e) {
            granted.socket().close();
            throw e;
        }
    }

    private static DatagramChannel connected(InetSocketAddress address) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        try {
            return channel.connect(address);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /// The servers on the way, the nearest first; none if there is no relay.
    List<ProxyServer> servers() {
        return relay == null ? List.of() : relay.servers();
    }

    /// The destination of the datagrams.
    public SocksAddress destination() {
        return destination;
    }

    /// Sends one datagram. Its header takes up to 262 of the 65507 bytes of a datagram.
    ///
    /// @param data the payload: all remaining bytes of the buffer, which is empty afterwards
    /// @throws SocketException if the server has ended the relay, or this is closed
    public void send(ByteBuffer data) throws IOException {
        checkRelay();
        try {
            write(relay == null ? data : new SocksDatagram(destination, data).encode());
            data.position(data.limit());
        } catch (ClosedChannelException e) {
            throw Failures.closed(e);
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        if (!bytes.hasRemaining()) {
            writeEmpty();
        }
        while (bytes.hasRemaining() && writeSome(bytes) == 0) {
            try (Selector writable = Selector.open()) {
                channel.register(writable, SelectionKey.OP_WRITE);
                writable.select();
            }
            checkInterrupt();
        }
    }

    private int writeSome(ByteBuffer bytes) throws IOException {
        return channel.isConnected() ? channel.write(bytes) : channel.send(bytes, peer);
    }

    /// Sends an empty datagram. Java sends none through a connected channel, so the channel is
    /// disconnected first. It stays unconnected, because connecting it again would discard an
    /// answer that arrived meanwhile.
    private void writeEmpty() throws IOException {
        channel.disconnect();
        channel.send(ByteBuffer.allocate(0), peer);
    }

    /// Waits for a datagram.
    ///
    /// @param timeout more than zero
    /// @return the datagram with its sender
    /// @throws SocketTimeoutException if none comes in time
    /// @throws SocketException if the server has ended the relay, or this is closed
    public SocksDatagram receive(Duration timeout) throws IOException {
        Deadline deadline = Deadline.in(timeout);
        try {
            return receive(deadline);
        } catch (ClosedChannelException e) {
            throw Failures.closed(e);
        } catch (ClosedSelectorException e) {
            throw Failures.closed(new ClosedChannelException());
        }
    }

    private SocksDatagram receive(Deadline deadline) throws IOException {
        while (true) {
            Optional<SocksDatagram> datagram = receiveOnce();
            if (datagram.isPresent()) {
                return datagram.get();
            }
            await(deadline);
        }
    }

    /// The datagram that has arrived, if it is from the destination.
    private Optional<SocksDatagram> receiveOnce() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(LARGEST);
        SocketAddress sender = channel.receive(bytes);
        while (sender != null) {
            bytes.flip();
            Optional<SocksDatagram> datagram =
                    sender.equals(peer) ? received(bytes) : Optional.empty();
            if (datagram.isPresent()) {
                return datagram;
            }
            sender = channel.receive(bytes.clear());
        }
        return Optional.empty();
    }

    private Optional<SocksDatagram> received(ByteBuffer bytes) {
        return relay == null
                ? Optional.of(new SocksDatagram(destination, bytes))
                : SocksDatagram.decode(bytes).filter(this::isFromDestination);
    }

    private boolean isFromDestination(SocksDatagram datagram) {
        return destination instanceof SocksAddress.Name || datagram.address().equals(destination);
    }

    private void await(Deadline deadline) throws IOException {
        checkRelay();
        if (deadline.hasPassed()) {
            throw new SocketTimeoutException(
                    "no datagram within " + Deadline.text(deadline.limit()));
        }
        readable.select(deadline.millisLeft());
        readable.selectedKeys().clear();
        checkInterrupt();
    }

    private void checkInterrupt() throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            close();
            throw new ClosedByInterruptException();
        }
    }

    private void checkRelay() throws IOException {
        if (relay != null && relay.hasEnded()) {
            throw new SocketException(
                    destination
                            + " via "
                            + relay.server().uri()
                            + ": the server has ended the relay; ask for a new one");
        }
    }

    /// Ends the relay. Closing twice does nothing.
    @Override
    public void close() throws IOException {
        close(readable, channel, relay);
    }

    private static void close(
            @Nullable Selector readable, DatagramChannel channel, @Nullable Relay relay)
            throws IOException {
        if (readable != null) {
            readable.close();
        }
        channel.close();
        if (relay != null) {
            relay.control().close();
        }
    }
}
