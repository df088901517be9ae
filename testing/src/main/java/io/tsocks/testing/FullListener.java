package io.tsocks.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/// A listener on 127.0.0.1 whose queue is full, so that the kernel does not answer any more SYNs.
public final class FullListener implements AutoCloseable {

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private final ServerSocket listener;
    private final List<Socket> queue = new ArrayList<>();

    private FullListener(ServerSocket listener) {
        this.listener = listener;
    }

    /// Opens a listener, and fills its queue.
    ///
    /// @param port 0 for a free one
    public static FullListener open(int port) throws IOException {
        FullListener full = new FullListener(new ServerSocket(port, 1, LOOPBACK));
        full.fill();
        return full;
    }

    /// The port that it listens on.
    public int port() {
        return listener.getLocalPort();
    }

    private void fill() throws IOException {
        try {
            while (true) {
                Socket socket = new Socket(Proxy.NO_PROXY);
                queue.add(socket);
                socket.connect(new InetSocketAddress(LOOPBACK, port()), 50);
            }
        } catch (SocketTimeoutException e) {
            // The queue is full.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : queue) {
            socket.close();
        }
    }
}
