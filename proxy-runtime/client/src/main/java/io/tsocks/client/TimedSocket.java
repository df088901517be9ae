package io.tsocks.client;

import io.tsocks.client.time.Deadline;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A socket whose connect, writes and reads have deadlines and run in the calling thread. An
/// interrupt closes it. It holds no descriptor but the socket's.
///
/// The thread that made it [#release]s it, or any thread closes it.
final class TimedSocket implements Closeable {

    /// Java's sockets take their timeouts as an `int`.
    private static final long LONGEST_MILLIS = 1 << 30;

    private final Socket socket;
    private final Interruption interruption;

    /// Takes over an unconnected socket, which must be in blocking mode if it belongs to a channel.
    TimedSocket(Socket socket) {
        this.socket = socket;
        this.interruption = new Interruption(socket);
    }

    /// @throws DeadlineException if the deadline passes
    void connect(SocketAddress address, Deadline deadline) throws IOException {
        int millis = millisLeft(deadline);
        try {
            interruption.during(
                    () -> {
                        socket.connect(address, millis);
                        return address;
                    });
        } catch (SocketTimeoutException e) {
            throw new DeadlineException(deadline.limit());
        }
    }

    /// Writes everything. Java's sockets have no timeout for writes, so when the deadline passes,
    /// the socket is closed.
    ///
    /// @throws DeadlineException if the deadline passes
    void write(ByteBuffer bytes, Deadline deadline) throws IOException {
        int millis = millisLeft(deadline);
        byte[] all = new byte[bytes.remaining()];
        bytes.get(all);
        CompletableFuture<Boolean> inTime =
                new CompletableFuture<Boolean>()
                        .completeOnTimeout(false, millis, TimeUnit.MILLISECONDS);
        CompletableFuture<Void> ignored = inTime.thenAccept(this::abortIfLate);
        try {
            interruption.during(
                    () -> {
                        socket.getOutputStream().write(all);
                        return all;
                    });
        } catch (IOException e) {
            if (!inTime.getNow(true)) {
                throw new DeadlineException(deadline.limit());
            }
            throw e;
        } finally {
            inTime.complete(true);
        }
    }

    /// Reads once, at least one byte; false at the end of the stream.
    ///
    /// @param bytes a buffer with an array
    /// @throws DeadlineException if the deadline passes
    boolean read(ByteBuffer bytes, Deadline deadline) throws IOException {
        int millis = millisLeft(deadline);
        try {
            int count =
                    interruption.during(
                            () -> {
                                socket.setSoTimeout(millis);
                                return socket.getInputStream()
                                        .read(
                                                bytes.array(),
                                                bytes.arrayOffset() + bytes.position(),
                                                bytes.remaining());
                            });
            bytes.position(bytes.position() + Math.max(0, count));
            return count > 0;
        } catch (SocketTimeoutException e) {
            throw new DeadlineException(deadline.limit());
        }
    }

    Socket socket() {
        return socket;
    }

    /// Gives the socket up, without a timeout; this no longer closes it.
    Socket release() throws IOException {
        socket.setSoTimeout(0);
        return socket;
    }

    /// Ends the owner's wait, from any thread.
    void abort() {
        try {
            close();
        } catch (IOException e) {
            // The socket is closed anyway.
        }
    }

    @Override
    public void close() throws IOException {
        interruption.close();
    }

    /// Closes the socket in a new thread: with SO_LINGER a close may wait, and the timer's thread
    /// must not.
    private void abortIfLate(boolean inTime) {
        if (!inTime) {
            Thread ignored = Thread.ofVirtual().name("tsocks-late").start(this::abort);
        }
    }

    private static int millisLeft(Deadline deadline) throws DeadlineException {
        if (deadline.hasPassed()) {
            throw new DeadlineException(deadline.limit());
        }
        return (int) Math.min(deadline.millisLeft(), LONGEST_MILLIS);
    }
}
