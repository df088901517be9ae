package io.tsocks.agent.inside;

import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetSocketAddress;

/// The descriptor of a socket of `java.net`, whose thread connects it.
final class SocketDescriptor extends Descriptor {

    private final FileDescriptor fd;
    private final Object socket;

    /// @param socket the `NioSocketImpl`
    SocketDescriptor(Jdk jdk, FileDescriptor fd, Object socket) {
        super(jdk);
        this.fd = fd;
        this.socket = socket;
    }

    @Override
    FileDescriptor fd() {
        return fd;
    }

    @Override
    int connect(InetSocketAddress to) throws IOException {
        return jdk.connect(fd, to.getAddress(), to.getPort());
    }

    @Override
    void await(int event, long nanos) throws IOException {
        jdk.parkSocket(socket, fd, event, nanos);
    }

    @Override
    boolean isOpen() throws IOException {
        return jdk.isSocketOpen(socket);
    }
}
