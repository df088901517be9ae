package io.tsocks.runtime;

import io.tsocks.socks.SocksAddress;
import io.tsocks.socks.SocksDatagram;
import io.tsocks.socks.SocksRequest;
import java.io.Closeable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Datagrams to and from one destination, through a SOCKS5 server's relay or directly.
///
/// As everywhere with UDP, datagrams may be lost, and most are where the server has gone. Sending
/// and receiving may each be done by one thread at a time.
public final class Datagrams implements Closeable {

    private static final int LARGEST = 65_535;

    private final SocksAddress destination;
    private final DatagramChannel channel;

    /// The connection that keeps the relay alive; null where there is no relay.
    private final @Nullable TimedChannel control;

    private Datagrams(
            SocksAddress destination, DatagramChannel channel, @Nullable TimedChannel control) {
        this.destination = destination;
        this.channel = channel;
        this.control = control;
    }

    static Datagrams open(Router router, Dialer dialer, Router.Hop hop, Progress progress)
            throws IOException {
        return switch (hop) {
            case Router.Direct(SocksAddress.Ip to, _) ->
                    new Datagrams(
                            to, connected(new InetSocketAddress(to.address(), to.port())), null);
            case Router.Via via -> associate(router, dialer, via, progress);
        };
    }

    private static Datagrams associate(
            Router router, Dialer dialer, Router.Via via, Progress progress) throws IOException {
        Dialer.Granted granted =
                dialer.request(
                        via, SocksRequest.udpAssociate(), true, SocketChannel::open, progress);
        try {
            SocksAddress relay = BoundPort.orServer(granted.bound(), granted.server());
            if (!(relay instanceof SocksAddress.Ip ip) || !router.isLocal(ip.address())) {
                throw new ConnectException(
                        via.route().server().uri()
                                + " names a relay that is in no local network: "
                                + relay);
            }
            DatagramChannel channel = connected(new InetSocketAddress(ip.address(), ip.port()));
            return new Datagrams(via.destination(), channel, granted.channel());
        } catch (IOException | RuntimeException e) {
            granted.channel().close();
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

    /// Where datagrams go.
    public SocksAddress destination() {
        return destination;
    }

    /// Sends one datagram, whose header takes up to 262 of the 65507 bytes there are.
    public void send(ByteBuffer data) throws IOException {
        channel.write(control == null ? data : new SocksDatagram(destination, data).encode());
    }

    /// Waits for a datagram.
    ///
    /// @param timeout more than zero
    /// @return the datagram with who sent it
    /// @throws SocketTimeoutException where none comes in time
    public SocksDatagram receive(Duration timeout) throws IOException {
        Deadline deadline = Deadline.in(timeout);
        while (true) {
            if (deadline.hasPassed()) {
                throw new SocketTimeoutException(
                        "no datagram within " + DeadlineException.text(timeout));
            }
            Optional<SocksDatagram> datagram = receiveOnce(deadline);
            if (datagram.isPresent()) {
                return datagram.get();
            }
        }
    }

    private Optional<SocksDatagram> receiveOnce(Deadline deadline) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
        channel.socket().setSoTimeout((int) Math.min(deadline.millisLeft(), 1 << 30));
        channel.socket().receive(packet);
        ByteBuffer bytes = ByteBuffer.wrap(packet.getData(), 0, packet.getLength());
        return control == null
                ? Optional.of(new SocksDatagram(destination, bytes))
                : SocksDatagram.decode(bytes);
    }

    /// Ends the relay. Closing twice does nothing.
    @Override
    public void close() throws IOException {
        channel.close();
        if (control != null) {
            control.close();
        }
    }
}
