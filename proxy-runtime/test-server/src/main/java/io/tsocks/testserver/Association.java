package io.tsocks.testserver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A relay for datagrams (RFC 1928, section 7). The sender of the first datagram is the client.
/// Fragments are dropped, as the RFC allows.
final class Association implements AutoCloseable {

    private static final int LARGEST = 65_507;
    private static final int HEADER_FIXED = 3;

    private final Targets targets;
    private final Session session;
    private final DatagramSocket inside;

    private final Thread fromInside =
            Thread.ofVirtual().name("socks-udp-inside").unstarted(this::receiveInside);

    /// One socket for each address family, because a loopback socket reaches only its own family.
    private final Map<Class<? extends InetAddress>, DatagramSocket> outside =
            new ConcurrentHashMap<>();

    /// Set by the inside thread at the first datagram; read by the outside threads, which start
    /// after that.
    private volatile @Nullable InetSocketAddress client;

    Association(InetAddress address, Targets targets, Session session) throws IOException {
        this.targets = targets;
        this.session = session;
        this.inside = new DatagramSocket(0, address);
    }

    /// The address to which the client sends its datagrams.
    InetSocketAddress address() {
        return (InetSocketAddress) inside.getLocalSocketAddress();
    }

    void start() {
        fromInside.start();
    }

    /// Closes the relay. Its port is free again once the thread that receives on it has returned.
    @Override
    public void close() {
        inside.close();
        try {
            fromInside.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        outside.values().forEach(DatagramSocket::close);
    }

    private void receiveInside() {
        pump(inside, this::fromClient);
    }

    private interface Sink {
        void accept(DatagramPacket packet) throws IOException;
    }

    private static void pump(DatagramSocket socket, Sink sink) {
        byte[] buffer = new byte[LARGEST];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                sink.accept(packet);
            } catch (IOException e) {
                // A datagram that cannot be carried is lost, as datagrams are.
            }
        }
    }

    private void fromClient(DatagramPacket packet) throws IOException {
        if (client == null) {
            client = (InetSocketAddress) packet.getSocketAddress();
        }
        byte[] data = Arrays.copyOf(packet.getData(), packet.getLength());
        if (!packet.getSocketAddress().equals(client) || data.length < 8 || data[2] != 0) {
            return;
        }
        Header header = Header.of(data);
        InetSocketAddress target = target(header);
        session.datagram();
        byte[] payload = Arrays.copyOfRange(data, header.length, data.length);
        outside(target.getAddress()).send(new DatagramPacket(payload, payload.length, target));
    }

    private InetSocketAddress target(Header header) throws IOException {
        return targets.of(new Request(5, Command.UDP_ASSOCIATE.code(), header.host, header.port));
    }

    private DatagramSocket outside(InetAddress target) throws IOException {
        DatagramSocket socket = outside.get(target.getClass());
        if (socket == null) {
            DatagramSocket created = targets.datagramSocket(target instanceof Inet4Address);
            outside.put(target.getClass(), created);
            Thread.ofVirtual()
                    .name("socks-udp-outside")
                    .start(() -> pump(created, this::fromTarget));
            return created;
        }
        return socket;
    }

    private void fromTarget(DatagramPacket packet) throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(new byte[HEADER_FIXED]);
        data.write(packet.getAddress() instanceof Inet4Address ? Addresses.IPV4 : Addresses.IPV6);
        data.writeBytes(packet.getAddress().getAddress());
        data.write(packet.getPort() >> 8);
        data.write(packet.getPort());
        data.write(packet.getData(), 0, packet.getLength());
        inside.send(new DatagramPacket(data.toByteArray(), data.size(), client));
    }

    /// The header before the payload: `00 00 fragment type address port`.
    ///
    /// @param length the length of the whole header in bytes
    private record Header(String host, int port, int length) {

        static Header of(byte[] data) throws IOException {
            int type = data[HEADER_FIXED];
            int start = HEADER_FIXED + 1;
            int size =
                    switch (type) {
                        case Addresses.IPV4 -> 4;
                        case Addresses.IPV6 -> 16;
                        case Addresses.NAME -> data[start++] & 0xff;
                        default -> throw new IOException("address type " + type);
                    };
            int end = start + size;
            if (end + 2 > data.length) {
                throw new IOException("a datagram shorter than its header");
            }
            byte[] host = Arrays.copyOfRange(data, start, end);
            return new Header(
                    type == Addresses.NAME ? Addresses.name(host) : Addresses.text(host),
                    ((data[end] & 0xff) << 8) | (data[end + 1] & 0xff),
                    end + 2);
        }
    }
}
