package io.tsocks.agent.inside;

import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.nio.channels.SocketChannel;

/// The descriptor of a [SocketChannel].
final class ChannelDescriptor extends Descriptor {

    private final ProtocolFamily family;
    private final FileDescriptor fd;
    private final SocketChannel channel;
    private final boolean pending;

    /// @param pending whether the program does not wait for the connect
    ChannelDescriptor(
            Jdk jdk,
            ProtocolFamily family,
            FileDescriptor fd,
            SocketChannel channel,
            boolean pending) {
        super(jdk);
        this.pending = pending;
        this.family = family;
        this.fd = fd;
        this.channel = channel;
    }

    @Override
    FileDescriptor fd() {
        return fd;
    }

    @Override
    int connect(InetSocketAddress to) throws IOException {
        return jdk.connect(family, fd, to);
    }

    @Override
    void await(int event, long nanos) throws IOException {
        jdk.parkChannel(channel, event, nanos);
    }

    /// The program may make a channel blocking while its connect is pending.
    @Override
    boolean isReady(int event) throws IOException {
        return !pending || !channel.isBlocking() || jdk.poll(fd, event) != 0;
    }

    @Override
    boolean isOpen() {
        return channel.isOpen();
    }
}
