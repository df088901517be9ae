package io.tsocks.gateway;

import io.tsocks.client.Destinations;
import io.tsocks.protocol.SocksAddress;
import io.tsocks.protocol.SocksDatagram;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The relay of a client's datagrams (RFC 1928, section 7), for as long as the connection lives
/// that asked for it. The policy is asked about each destination, and each has a [UdpFlow].
///
/// Datagrams count only from the client's own address, and from the port of the first of them. A
/// client with more destinations than it may have loses the one that it has used least recently.
final class UdpAssociation implements Closeable {

    /// The most destinations at a time.
    static final int MOST_FLOWS = 256;

    private static final int LARGEST = 65_535;

    private final Gateway gateway;
    private final LiveClient client;
    private final DatagramChannel channel;
    private final InetAddress clientAddress;
    private final ReentrantLock lock = new ReentrantLock();

    /// In the order of their last use; guarded by the lock.
    private final SequencedMap<SocksAddress, UdpFlow> flows = new LinkedHashMap<>(16, 0.75f, true);

    /// Where the client sends from; null until that is known. Written by the receiving thread, and
    /// read by those of the flows.
    private volatile @Nullable InetSocketAddress clientPort;

    private UdpAssociation(
            Gateway gateway,
            LiveClient client,
            DatagramChannel channel,
            InetAddress clientAddress,
            SocksAddress announced) {
        this.gateway = gateway;
        this.client = client;
        this.channel = channel;
        this.clientAddress = clientAddress;
        boolean isKnown =
                announced instanceof SocksAddress.Ip ip
                        && ip.port() != 0
                        && ip.address().equals(clientAddress);
        this.clientPort = isKnown ? new InetSocketAddress(clientAddress, announced.port()) : null;
    }

    /// Opens the port to which the client sends.
    ///
    /// @param local the address of this machine to which the client has connected
    /// @param announced where the client says that it will send from; often nothing in particular
    static UdpAssociation open(
            Gateway gateway, LiveClient client, InetAddress local, SocksAddress announced)
            throws IOException {
        InetSocketAddress remote = (InetSocketAddress) client.socket().getRemoteSocketAddress();
        DatagramChannel channel = DatagramChannel.open();
        try {
            channel.bind(new InetSocketAddress(local, 0));
            return new UdpAssociation(gateway, client, channel, remote.getAddress(), announced);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /// Where the client sends to.
    SocksAddress address() throws IOException {
        return SocksAddress.of((InetSocketAddress) channel.getLocalAddress());
    }

    /// Carries datagrams until the client ends its connection.
    ///
    /// @param control its input, which says nothing more
    void runUntilEnd(InputStream control) throws IOException {
        Thread receiver = Thread.ofVirtual().name("tsocks-udp").start(this::receive);
        try {
            long ignored = control.transferTo(java.io.OutputStream.nullOutputStream());
        } finally {
            close();
            receiver.interrupt();
            join(receiver);
        }
    }

    /// The port is free once the thread that waited in it has left.
    private static void join(Thread receiver) {
        try {
            receiver.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void receive() {
        ByteBuffer bytes = ByteBuffer.allocateDirect(LARGEST);
        try {
            while (true) {
                bytes.clear();
                if (channel.receive(bytes) instanceof InetSocketAddress from) {
                    bytes.flip();
                    take(from, bytes);
                }
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void take(InetSocketAddress from, ByteBuffer bytes) {
        if (!isClient(from)) {
            return;
        }
        Optional<SocksDatagram> datagram = SocksDatagram.decode(bytes);
        Optional<SocksAddress> destination = datagram.flatMap(UdpAssociation::destination);
        if (destination.isEmpty()) {
            client.addDropped();
        } else {
            flow(destination.get()).send(datagram.get().data());
        }
    }

    /// Whether a datagram is the client's. The first one fixes its port, so that no other program
    /// of its machine can use the relay.
    private boolean isClient(InetSocketAddress from) {
        InetSocketAddress known = clientPort;
        if (known == null && from.getAddress().equals(clientAddress)) {
            clientPort = from;
            return true;
        }
        return from.equals(known);
    }

    private static Optional<SocksAddress> destination(SocksDatagram datagram) {
        try {
            SocksAddress asked = datagram.address();
            return asked.port() == 0
                    ? Optional.empty()
                    : Optional.of(Destinations.of(asked.host(), asked.port()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private UdpFlow flow(SocksAddress destination) {
        lock.lock();
        try {
            UdpFlow known = flows.get(destination);
            if (known != null && !known.isOver()) {
                return known;
            }
            if (known == null && flows.size() >= MOST_FLOWS) {
                flows.pollFirstEntry().getValue().close();
            }
            UdpFlow made = new UdpFlow(gateway, client, this, destination);
            flows.put(destination, made);
            made.start();
            return made;
        } finally {
            lock.unlock();
        }
    }

    /// Passes a datagram on to the client. One that is too long with the header before it is
    /// dropped and counted.
    void deliver(SocksDatagram datagram) {
        InetSocketAddress to = clientPort;
        if (to == null) {
            return;
        }
        try {
            int ignored = channel.send(datagram.encode(), to);
        } catch (IOException e) {
            client.addDropped();
        }
    }

    /// Ends the flows that a new policy leads another way; the next datagram asks it again.
    void policyChanged() {
        for (UdpFlow flow : current()) {
            flow.policyChanged();
        }
    }

    /// The flows that there are, the one that was used last at the end.
    List<ConnectionInfo.Flow> flows() {
        return current().stream().filter(flow -> !flow.isOver()).map(UdpFlow::info).toList();
    }

    private List<UdpFlow> current() {
        lock.lock();
        try {
            return List.copyOf(flows.values());
        } finally {
            lock.unlock();
        }
    }

    /// Ends the relay. Closing twice does nothing.
    @Override
    public void close() throws IOException {
        channel.close();
        for (UdpFlow flow : current()) {
            flow.close();
        }
    }
}
