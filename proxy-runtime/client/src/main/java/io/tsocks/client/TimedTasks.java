package io.tsocks.client;

import io.tsocks.client.time.Deadline;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Waits, with a deadline, for work that has none of its own and may ignore an interrupt, such as a
/// lookup or a login.
///
/// The work runs in daemon platform threads. In a virtual thread, a native call such as getaddrinfo
/// would hold a carrier, and a few hundred slow calls would stop every virtual thread of the
/// program. The number of threads is bounded; further work waits for a thread, while its caller's
/// deadline runs. Work whose caller has given up keeps its thread until it ends.
final class TimedTasks {

    /// Host name lookups.
    static final TimedTasks LOOKUPS = new TimedTasks("tsocks-resolve", "lookups", 64);

    private static final TimedTasks LOGINS = new TimedTasks("tsocks-login", "logins", 64);

    private static final long IDLE_SECONDS = 5;

    private final String work;
    private final ThreadPoolExecutor threads;

    /// @param thread the name of its threads
    /// @param work what the threads do, in the plural, for messages
    /// @param most how many threads there may be, at least 1
    TimedTasks(String thread, String work, int most) {
        this.work = work;
        threads =
                new ThreadPoolExecutor(
                        most,
                        most,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform().daemon().name(thread).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /// The result of a login with GSSAPI, or of a call of the program's own [Credentials], as in
    /// [#run].
    ///
    /// @throws LateLoginException if the deadline passes
    static <T> T login(Callable<T> task, Deadline deadline, Cancellation cancellation)
            throws IOException, ExecutionException {
        try {
            return LOGINS.run(task, deadline, cancellation);
        } catch (DeadlineException e) {
            throw new LateLoginException(e);
        }
    }

    /// The result of a task. The cancellation watches this task only.
    ///
    /// @throws ExecutionException if the task threw, with its exception as the cause
    /// @throws DeadlineException if the deadline passes
    /// @throws ClosedByInterruptException if this thread was interrupted
    /// @throws AsynchronousCloseException if the connect was cancelled
    <T> T run(Callable<T> task, Deadline deadline, Cancellation cancellation)
            throws IOException, ExecutionException {
        FutureTask<T> running = new FutureTask<>(task);
        cancellation.watch(() -> running.cancel(true));
        threads.execute(running);
        try {
            return running.get(Math.max(0, deadline.nanosLeft()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw late(running, deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
        } catch (CancellationException e) {
            throw new AsynchronousCloseException();
        } finally {
            running.cancel(true);
            threads.remove(running);
        }
    }

    private DeadlineException late(FutureTask<?> running, Deadline deadline) {
        return threads.getQueue().contains(running)
                ? new DeadlineException(
                        deadline.limit(), threads.getMaximumPoolSize() + " other " + work + " hang")
                : new DeadlineException(deadline.limit());
    }
}
