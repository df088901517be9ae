package io.tsocks.launcher.supervisor;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Threads for work that may wait for any time, so that the supervisor's loop need not. The loop
/// owns this.
final class WaitingThreads {

    /// The most threads; further work waits for one of them.
    private static final int MOST = 256;

    private static final long STACK = 256 * 1024L;

    private final Deque<Runnable> queue = new ArrayDeque<>();
    private final ThreadPoolExecutor threads;

    /// @param name the name of the threads
    WaitingThreads(String name) {
        threads =
                new ThreadPoolExecutor(
                        0,
                        MOST,
                        1,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        Thread.ofPlatform().daemon().name(name).stackSize(STACK).factory());
    }

    /// Does work in a thread: now, or when a later [#drain] finds a free one.
    void run(Runnable work) {
        queue.add(work);
        drain();
    }

    /// Starts work that has waited for a thread. The loop calls this in each turn.
    void drain() {
        try {
            while (!queue.isEmpty()) {
                threads.execute(queue.getFirst());
                queue.removeFirst();
            }
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // This is tried again when a thread has ended its work.
            return;
        }
    }
}
