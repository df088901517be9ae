package io.tsocks.runtime;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/// A channel whose connect, writes and reads all have a deadline, in the calling thread. An
/// interrupt closes it.
///
/// It is [#release]d by the thread that made it, or closed by any.
final class TimedChannel implements Closeable {

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;

    /// Written by [#abort] and [#close] in any thread, read by the owner when it wakes up.
    private volatile boolean aborted;

    /// Takes the channel over; it is closed where this fails.
    TimedChannel(SocketChannel channel) throws IOException {
        this.channel = channel;
        Selector opened = null;
        try {
            opened = Selector.open();
            channel.configureBlocking(false);
            key = channel.register(opened, 0);
            selector = opened;
        } catch (IOException | RuntimeException e) {
            channel.close();
            if (opened != null) {
                opened.close();
            }
            throw e;
        }
    }

    /// @throws DeadlineException too late
    void connect(InetSocketAddress address, Deadline deadline) throws IOException {
        boolean connected = channel.connect(address);
        while (!connected) {
            await(SelectionKey.OP_CONNECT, deadline);
            connected = channel.finishConnect();
        }
    }

    /// Writes everything.
    ///
    /// @throws DeadlineException too late
    void write(ByteBuffer bytes, Deadline deadline) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.write(bytes) == 0) {
                await(SelectionKey.OP_WRITE, deadline);
            }
        }
    }

    /// Reads once, at least one byte; false at the end of the stream.
    ///
    /// @throws DeadlineException too late
    boolean read(ByteBuffer bytes, Deadline deadline) throws IOException {
        int count = channel.read(bytes);
        while (count == 0) {
            await(SelectionKey.OP_READ, deadline);
            count = channel.read(bytes);
        }
        return count > 0;
    }

    /// Whether the other end has closed it. What it sent is thrown away; nobody waits.
    boolean hasEnded() throws ClosedChannelException {
        ByteBuffer unasked = ByteBuffer.allocate(512);
        try {
            int count = channel.read(unasked);
            while (count > 0) {
                count = channel.read(unasked.clear());
            }
            return count < 0;
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            return true;
        }
    }

    SocketChannel channel() {
        return channel;
    }

    /// The channel in blocking mode, no longer closed by this.
    SocketChannel release() throws IOException {
        key.cancel();
        selector.close();
        channel.configureBlocking(true);
        return channel;
    }

    /// Ends what the owner is waiting for, from any thread.
    void abort() {
        aborted = true;
        selector.wakeup();
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }

    /// Another thread may close this at any moment.
    private void select(int operation, Deadline deadline) throws IOException {
        try {
            key.interestOps(operation);
            selector.select(deadline.millisLeft());
            selector.selectedKeys().clear();
        } catch (ClosedSelectorException | CancelledKeyException e) {
            aborted = true;
        }
    }

    private void await(int operation, Deadline deadline) throws IOException {
        if (deadline.hasPassed()) {
            throw new DeadlineException(deadline.limit());
        }
        select(operation, deadline);
        if (Thread.currentThread().isInterrupted()) {
            close();
            throw new ClosedByInterruptException();
        }
        if (aborted) {
            close();
            throw new AsynchronousCloseException();
        }
    }
}
