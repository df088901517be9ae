package io.tsocks.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// Sends every datagram back to its sender, on a free loopback port.
public final class UdpEcho implements AutoCloseable {

    private final DatagramSocket socket;

    private UdpEcho(InetAddress loopback) {
        try {
            socket = new DatagramSocket(0, loopback);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("udp-echo").start(this::serve);
    }

    /// Starts it on 127.0.0.1.
    public static UdpEcho start() {
        return start(InetAddress.ofLiteral("127.0.0.1"));
    }

    /// Starts it on 127.0.0.1 or `::1`.
    public static UdpEcho start(InetAddress loopback) {
        return new UdpEcho(loopback);
    }

    /// The address where it listens.
    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /// The port it listens on.
    public int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() {
        socket.close();
    }

    private void serve() {
        byte[] buffer = new byte[65_507];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                socket.send(packet);
            } catch (IOException e) {
                // Closed by close(), or the sender has gone.
            }
        }
    }
}
