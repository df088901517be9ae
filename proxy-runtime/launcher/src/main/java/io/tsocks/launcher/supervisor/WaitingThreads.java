package io.tsocks.launcher.supervisor;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Threads for what may wait, for any time, in place of the supervisor's loop. The loop owns this.
final class WaitingThreads {

    /// So many threads wait at most; further work waits for one of them.
    private static final int MOST = 256;

    private static final long STACK = 256 * 1024L;

    private final Deque<Runnable> queue = new ArrayDeque<>();
    private final ThreadPoolExecutor threads;

    /// @param name of the threads
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

    /// Has work done now, or by a thread that a later [#drain] finds free.
    void run(Runnable work) {
        queue.add(work);
        drain();
    }

    /// Starts what has waited for a thread; to be called in each turn of the loop.
    void drain() {
        try {
            while (!queue.isEmpty()) {
                threads.execute(queue.getFirst());
                queue.removeFirst();
            }
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // It is tried again when a thread has ended its work.
            return;
        }
    }
}
