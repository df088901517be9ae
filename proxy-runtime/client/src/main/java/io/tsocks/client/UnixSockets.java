package io.tsocks.client;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Sockets of AF_UNIX connections, for programs that connect or listen by themselves.
public final class UnixSockets {

    private UnixSockets() {}

    /// Connects. The kernel answers at once, unless the server's queue is full.
    ///
    /// @param timeout how long to wait for a place in the queue; more than zero
    /// @throws SocketTimeoutException if there was none in time
    /// @throws IOException if nobody listens there, or the path may not be used
    public static Socket connect(UnixDomainSocketAddress server, Duration timeout)
            throws IOException {
        UnixSocket socket = new UnixSocket();
        // Only a close ends a connect that waits for the queue.
        Future<?> end =
                CompletableFuture.runAsync(
                        () -> close(socket),
                        CompletableFuture.delayedExecutor(
                                timeout.toMillis(), TimeUnit.MILLISECONDS));
        try {
            socket.connect(server);
            return socket;
        } catch (ClosedChannelException e) {
            SocketTimeoutException late = new SocketTimeoutException("Connect timed out");
            late.initCause(e);
            throw late;
        } catch (IOException e) {
            socket.close();
            throw e;
        } finally {
            end.cancel(false);
        }
    }

    /// A socket with the methods of Java's own sockets for a connection that an AF_UNIX listener
    /// has accepted. The channel is in non-blocking mode from now on, and closed with the socket.
    public static Socket of(SocketChannel accepted) throws IOException {
        return new UnixSocket(accepted);
    }

    private static void close(UnixSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // The connect says what became of it.
        }
    }
}
