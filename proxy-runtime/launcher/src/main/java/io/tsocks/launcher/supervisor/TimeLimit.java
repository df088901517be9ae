package io.tsocks.launcher.supervisor;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Closes a socket when its time is over. A time limit for each read alone would let the other side
/// hold a thread for as long as it sends a byte now and then.
final class TimeLimit implements AutoCloseable {

    private final Socket socket;

    /// On the clock of `System.nanoTime()`.
    private final long end;

    private final CompletableFuture<Boolean> inTime;
    private volatile boolean passed;

    private TimeLimit(Socket socket, Duration limit) {
        this.socket = socket;
        this.end = System.nanoTime() + limit.toNanos();
        this.inTime =
                new CompletableFuture<Boolean>()
                        .completeOnTimeout(false, limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Begins now.
    static TimeLimit of(Socket socket, Duration duration) {
        TimeLimit limit = new TimeLimit(socket, duration);
        CompletableFuture<Void> ignored = limit.inTime.thenAccept(limit::end);
        return limit;
    }

    private void end(boolean isInTime) {
        if (!isInTime) {
            passed = true;
            closeSocket();
        }
    }

    private void closeSocket() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed all the same.
        }
    }

    /// What is left of the time; not positive if it is over.
    Duration left() {
        return Duration.ofNanos(end - System.nanoTime());
    }

    /// Whether the time was over before the work was.
    boolean hasPassed() {
        return passed;
    }

    /// The work is done.
    @Override
    public void close() {
        inTime.complete(true);
    }
}
