package io.tsocks.agent.inside;

import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.AsynchronousSocketChannel;
import java.util.concurrent.locks.LockSupport;

/// The descriptor of an [AsynchronousSocketChannel]. The channel's own group tells of its events.
final class AsynchronousDescriptor extends Descriptor {

    private final AsynchronousSocketChannel channel;

    /// Whether an event has come since it was last waited for.
    private volatile boolean happened;

    /// The thread that waits.
    private volatile Thread waiting = Thread.currentThread();

    AsynchronousDescriptor(Jdk jdk, AsynchronousSocketChannel channel) {
        super(jdk);
        this.channel = channel;
    }

    @Override
    FileDescriptor fd() {
        return jdk.descriptor(channel);
    }

    @Override
    int connect(InetSocketAddress to) throws IOException {
        return jdk.connect(fd(), to.getAddress(), to.getPort());
    }

    @Override
    void await(int event, long nanos) throws IOException {
        waiting = Thread.currentThread();
        happened = false;
        boolean ignored =
                guarded(
                        () -> {
                            jdk.startPoll(channel, event);
                            return true;
                        });
        long end = System.nanoTime() + nanos;
        long left = nanos;
        while (!happened && isOpen() && left > 0) {
            LockSupport.parkNanos(this, left);
            left = end - System.nanoTime();
        }
    }

    /// An event has come, or the program has closed the channel.
    void wake() {
        happened = true;
        LockSupport.unpark(waiting);
    }

    @Override
    boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    <T> T guarded(Jdk.Use<T> use) throws IOException {
        return jdk.whileOpen(channel, use);
    }
}
