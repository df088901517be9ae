package io.tsocks.service.policy;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Does what takes a processor for long with a large policy: examining it, comparing it with
/// another one, searching it. Answers and connections of the gateway are served by virtual threads,
/// which share one thread for each processor and never interrupt each other, so a few of them that
/// compute would hold up all others. What is done here runs on threads of its own, and the kernel
/// divides the processors between these and those.
public final class BackgroundWork {

    private static final int IDLE_SECONDS = 10;

    /// For those who ask. As many questions as there are processors are answered at a time.
    public static final BackgroundWork QUESTIONS =
            new BackgroundWork("questions", Runtime.getRuntime().availableProcessors());

    /// For what changes the policy, which waits for no question. Changes come one after the other.
    public static final BackgroundWork CHANGES = new BackgroundWork("changes", 1);

    private final ThreadPoolExecutor threads;
    private final Semaphore turns;

    private BackgroundWork(String name, int most) {
        this.threads =
                new ThreadPoolExecutor(
                        most,
                        most,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform().daemon().name("tsocksd-" + name).factory());
        this.threads.allowCoreThreadTimeOut(true);
        this.turns = new Semaphore(most, true);
    }

    /// Waits for the result of some work, or for what it throws.
    ///
    /// @param work must not wait for other work in the background, or for a client
    public <T> T done(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, threads).join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error error -> throw error;
                case null, default -> throw e;
            }
        }
    }

    /// Takes some steps when it is their turn. What takes several pieces of work keeps in memory
    /// what the first have found until the last is done. So no more of these are begun at a time
    /// than can be done at a time.
    ///
    /// @param steps must not wait for another turn, or for a client, and keep nothing large
    /// @throws InterruptedException if the client leaves before the turn comes
    public <T> T inTurn(Callable<T> steps) throws Exception {
        turns.acquire();
        try {
            return steps.call();
        } finally {
            turns.release();
        }
    }
}
