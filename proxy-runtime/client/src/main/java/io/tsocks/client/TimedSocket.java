package io.tsocks.client;

import io.tsocks.client.time.Deadline;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A socket whose connect, writes and reads all have a deadline, in the calling thread. An
/// interrupt closes it. It holds no descriptor but the socket's.
///
/// It is [#release]d by the thread that made it, or closed by any.
final class TimedSocket implements Closeable {

    /// Java's sockets take their timeouts as an `int`.
    private static final long LONGEST_MILLIS = 1 << 30;

    private final Socket socket;
    private final Interruption interruption;

    /// Takes the socket over, which is not connected and, if it is a channel's, in blocking mode.
    TimedSocket(Socket socket) {
        this.socket = socket;
        this.interruption = new Interruption(socket);
    }

    /// @throws DeadlineException too late
    void connect(InetSocketAddress address, Deadline deadline) throws IOException {
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

    /// Writes everything. Java's sockets have no timeout for this: when the deadline passes, the
    /// socket is closed.
    ///
    /// @throws DeadlineException too late
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
    /// @param bytes one with an array
    /// @throws DeadlineException too late
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

    /// The socket without a timeout, no longer closed by this.
    Socket release() throws IOException {
        socket.setSoTimeout(0);
        return socket;
    }

    /// Ends what the owner is waiting for, from any thread.
    void abort() {
        try {
            close();
        } catch (IOException e) {
            // It is closed all the same.
        }
    }

    @Override
    public void close() throws IOException {
        interruption.close();
    }

    /// In a thread of its own: with SO_LINGER a close may wait, and the timer's thread must not.
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
