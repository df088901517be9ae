package io.tsocks.client;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Threads that are interrupted while they connect.
final class Interrupts {

    private Interrupts() {}

    /// Waits for the moment at which something is to happen.
    @FunctionalInterface
    interface Moment {
        void await() throws Exception;
    }

    /// A thread that waits is interrupted at a moment, and that ends its wait.
    static void assertThatOneEnds(Callable<?> connect, Moment moment) throws Exception {
        FutureTask<?> connecting = new FutureTask<>(connect);
        Thread thread = Thread.ofPlatform().start(connecting);
        moment.await();
        thread.interrupt();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(connecting::get)
                .withCauseInstanceOf(ClosedByInterruptException.class);
    }
}
