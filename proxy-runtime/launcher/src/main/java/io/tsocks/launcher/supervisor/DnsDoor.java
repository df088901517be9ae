package io.tsocks.launcher.supervisor;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// The ports to which programs' sockets are redirected: a UDP and a TCP port of a loopback address.
record DnsDoor(DatagramSocket datagrams, ServerSocket streams) implements AutoCloseable {

    /// Opens two free ports.
    static DnsDoor open(String here) throws IOException {
        InetAddress address = InetAddress.ofLiteral(here);
        return new DnsDoor(new DatagramSocket(0, address), new ServerSocket(0, 0, address));
    }

    /// The address of the UDP port.
    InetSocketAddress address() {
        return (InetSocketAddress) datagrams.getLocalSocketAddress();
    }

    /// The address of the TCP port.
    InetSocketAddress streamAddress() {
        return (InetSocketAddress) streams.getLocalSocketAddress();
    }

    @Override
    public void close() {
        datagrams.close();
        try {
            streams.close();
        } catch (IOException e) {
            // Nothing more can be done about it.
        }
    }
}
