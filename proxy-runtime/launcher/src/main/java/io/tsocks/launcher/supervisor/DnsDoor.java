package io.tsocks.launcher.supervisor;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// Where programs' sockets are led to: a UDP and a TCP port of an address of the loopback.
record DnsDoor(DatagramSocket datagrams, ServerSocket streams) implements AutoCloseable {

    /// Opens free ports.
    static DnsDoor open(String here) throws IOException {
        InetAddress address = InetAddress.ofLiteral(here);
        return new DnsDoor(new DatagramSocket(0, address), new ServerSocket(0, 0, address));
    }

    /// Of UDP.
    InetSocketAddress address() {
        return (InetSocketAddress) datagrams.getLocalSocketAddress();
    }

    /// Of TCP.
    InetSocketAddress streamAddress() {
        return (InetSocketAddress) streams.getLocalSocketAddress();
    }

    @Override
    public void close() {
        datagrams.close();
        try {
            streams.close();
        } catch (IOException e) {
            // It is closed for all that anybody can do.
        }
    }
}
