package io.tsocks.launcher.supervisor;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Threads for what may wait, for any time, in place of the supervisor's loop.
final class WaitingThreads {

    /// So many threads wait at most; further work waits for one of them.
    static final int MOST = 256;

    private static final long STACK = 256 * 1024L;

    private final Deque<Runnable> queue = new ArrayDeque<>();
    private final ExecutorService threads;
    private int busy;

    /// @param name the name of the threads
    WaitingThreads(String name) {
        threads =
                new ThreadPoolExecutor(
                        0,
                        Integer.MAX_VALUE,
                        1,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        Thread.ofPlatform().daemon().name(name).stackSize(STACK).factory());
    }

    /// Does work in a thread: now, or when a later [#drain] finds a free one.
    void run(Runnable work) {
        synchronized (queue) {
            queue.add(work);
        }
        drain();
    }

    /// Starts work that has waited for a thread. The loop calls this in each turn.
    void drain() {
        for (Runnable work = begin(); work != null; work = begin()) {
            Runnable first = work;
            try {
                threads.execute(() -> work(first));
            } catch (OutOfMemoryError e) {
                // It is tried again in the next turn.
                giveBack(first);
                return;
            }
        }
    }

    private void work(Runnable first) {
        Runnable work = first;
        while (work != null) {
            try {
                work.run();
            } finally {
                end();
            }
            work = begin();
        }
    }

    /// The next work, if one more thread may be busy.
    private @Nullable Runnable begin() {
        synchronized (queue) {
            if (busy == MOST || queue.isEmpty()) {
                return null;
            }
            busy++;
            return queue.removeFirst();
        }
    }

    private void end() {
        synchronized (queue) {
            busy--;
        }
    }

    private void giveBack(Runnable work) {
        synchronized (queue) {
            busy--;
            queue.addFirst(work);
        }
    }
}
