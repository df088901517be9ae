package io.tsocks.service.policy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Does what takes a processor for long with a large policy: examining it, comparing it with
/// another one, searching it. Answers and connections of the gateway are served by virtual threads,
/// which share one thread for each processor and never interrupt each other, so a few of them that
/// compute would hold up all others. What is done here runs on threads of its own, and the kernel
/// divides the processors between these and those. There are as many as processors, which also
/// bounds the memory that is needed at a time.
public final class BackgroundWork {

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
    private static final int IDLE_SECONDS = 10;
    private static final ThreadPoolExecutor THREADS = threads();

    private BackgroundWork() {}

    private static ThreadPoolExecutor threads() {
        var threads =
                new ThreadPoolExecutor(
                        PROCESSORS,
                        PROCESSORS,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform().daemon().name("tsocksd-background").factory());
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /// Waits for the result of some work, or for what it throws.
    ///
    /// @param work must not wait for other work in the background, or for a client
    public static <T> T done(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, THREADS).join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error error -> throw error;
                case null, default -> throw e;
            }
        }
    }
}
