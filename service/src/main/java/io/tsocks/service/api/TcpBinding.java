package io.tsocks.service.api;

import io.tsocks.net.Endpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.OptionalInt;

/// A TCP port. One that the system has chosen stays the same when the listener is opened again.
final class TcpBinding implements Binding {

    private volatile InetSocketAddress address;

    /// @param address port 0 lets the system choose one
    TcpBinding(InetSocketAddress address) {
        this.address = address;
    }

    @Override
    public SocketAddress address() {
        return address;
    }

    @Override
    public void bound(ServerSocketChannel channel) throws IOException {
        InetSocketAddress bound = (InetSocketAddress) channel.getLocalAddress();
        address = new InetSocketAddress(address.getAddress(), bound.getPort());
    }

    @Override
    public OptionalInt port() {
        return OptionalInt.of(address.getPort());
    }

    @Override
    public void close() {}

    /// The address and the port.
    @Override
    public String toString() {
        return Endpoint.text(address.getHostString(), address.getPort());
    }
}
