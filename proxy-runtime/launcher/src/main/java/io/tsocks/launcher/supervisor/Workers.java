package io.tsocks.launcher.supervisor;

import io.tsocks.launcher.attempt.AttemptEvent;
import io.tsocks.linux.Poller;
import io.tsocks.protocol.WaitingTask;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A few threads for work that takes too long for the supervisor's loop. There are none while there
/// is no work.
final class Workers {

    private static final int IDLE_SECONDS = 10;

    /// So many tasks may wait for other machines at the same time.
    private static final int MOST_WAITING = 64;

    private final Poller poller;
    private final ConcurrentLinkedQueue<Runnable> done = new ConcurrentLinkedQueue<>();
    private @Nullable Executor threads;
    private @Nullable Executor waiting;

    Workers(Poller poller) {
        this.poller = poller;
    }

    /// Runs a task in a thread. What it throws is a fault of tsocks.
    ///
    /// @param then takes the outcome, in [#drain]
    void run(Runnable task, Consumer<AttemptEvent> then) {
        try {
            Executor own = task instanceof WaitingTask ? waiting() : threads();
            own.execute(() -> end(then, outcomeOf(task)));
        } catch (OutOfMemoryError e) {
            end(then, new AttemptEvent.Fault(e.toString()));
        }
    }

    private static AttemptEvent outcomeOf(Runnable task) {
        try {
            task.run();
            return new AttemptEvent.Worked();
        } catch (RuntimeException | OutOfMemoryError | LinkageError e) {
            return new AttemptEvent.Fault(e.toString());
        }
    }

    private void end(Consumer<AttemptEvent> then, AttemptEvent outcome) {
        done.add(() -> then.accept(outcome));
        poller.wakeUp();
    }

    private Executor threads() {
        if (threads == null) {
            threads = pool(Math.max(2, Runtime.getRuntime().availableProcessors()));
        }
        return threads;
    }

    /// For tasks that wait more than they compute; they must not keep the others from a thread.
    private Executor waiting() {
        if (waiting == null) {
            waiting = pool(MOST_WAITING);
        }
        return waiting;
    }

    private static Executor pool(int most) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(
                        most,
                        most,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform().daemon().name("worker").factory());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /// Passes on the outcomes. The supervisor's thread calls this whenever it has been woken.
    void drain() {
        for (Runnable task = done.poll(); task != null; task = done.poll()) {
            task.run();
        }
    }
}
