package io.tsocks.runtime;

import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Waits for what knows no deadline itself and may not heed an interrupt: a resolver, a login. It
/// runs in a virtual thread of its own, and where it is given up it goes on there until it ends.
final class TimedTask {

    private TimedTask() {}

    /// What the task gives. What the cancellation watched before, it watches no more.
    ///
    /// @param name the thread's
    /// @throws ExecutionException with what the task threw
    /// @throws DeadlineException too late
    /// @throws ClosedByInterruptException this thread was interrupted
    /// @throws AsynchronousCloseException the connect was cancelled
    static <T> T run(String name, Callable<T> task, Deadline deadline, Cancellation cancellation)
            throws IOException, ExecutionException {
        FutureTask<T> running = new FutureTask<>(task);
        cancellation.watch(() -> running.cancel(true));
        Thread _ = Thread.ofVirtual().name(name).start(running);
        try {
            return running.get(Math.max(0, deadline.nanosLeft()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new DeadlineException(deadline.limit());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
        } catch (CancellationException e) {
            throw new AsynchronousCloseException();
        } finally {
            running.cancel(true);
        }
    }
}
