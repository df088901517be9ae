package io.tsocks.service.api;

import io.tsocks.linux.PassedSocket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.OptionalInt;

/// A socket at which the service manager listens, and goes on to when this process has ended.
record PassedBinding(PassedSocket socket) implements Binding {

    /// The server binds to a stand-in.
    @Override
    public SocketAddress address() throws IOException {
        return socket.standIn();
    }

    @Override
    public void bound(ServerSocketChannel channel) throws IOException {
        socket.takeOver(channel);
    }

    @Override
    public OptionalInt port() {
        return socket.address() instanceof InetSocketAddress inet
                ? OptionalInt.of(inet.getPort())
                : OptionalInt.empty();
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return socket.toString();
    }
}
