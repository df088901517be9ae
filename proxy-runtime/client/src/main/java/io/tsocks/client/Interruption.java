package io.tsocks.client;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.spi.AbstractInterruptibleChannel;

/// Makes waits in a socket interruptible. Those of [java.net.Socket] are not in a platform thread.
/// Here, an interrupt closes the socket, and the wait ends with [ClosedByInterruptException].
/// Closing this closes the socket.
final class Interruption extends AbstractInterruptibleChannel {

    private final Closeable socket;

    Interruption(Closeable socket) {
        this.socket = socket;
    }

    /// A call that may wait in the socket.
    @FunctionalInterface
    interface Wait<T> {
        T call() throws IOException;
    }

    /// Makes a call in this thread.
    ///
    /// @throws ClosedByInterruptException if the thread was interrupted before or during the call
    /// @throws AsynchronousCloseException if this was closed during the call
    <T> T during(Wait<T> wait) throws IOException {
        boolean completed = false;
        begin();
        try {
            T result = wait.call();
            completed = true;
            return result;
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            // A channel's socket handles the interrupt itself, and reports a closed socket.
            if (Thread.currentThread().isInterrupted()) {
                close();
                throw new ClosedByInterruptException();
            }
            throw e;
        } finally {
            end(completed);
        }
    }

    /// Like [#during], but throws the exceptions of a socket.
    <T> T socketDuring(Wait<T> wait) throws IOException {
        try {
            return during(wait);
        } catch (ClosedChannelException e) {
            throw Failures.closed(e);
        }
    }

    @Override
    protected void implCloseChannel() throws IOException {
        socket.close();
    }
}
