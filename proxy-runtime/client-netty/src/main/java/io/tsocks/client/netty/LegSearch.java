package io.tsocks.client.netty;

import io.tsocks.client.Leg;
import io.tsocks.client.Tsocks;
import io.tsocks.protocol.SocksAddress;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/// Asks the policy for the way to a destination, in a virtual thread: this may ask a resolver, or
/// for a login, and an event loop must not wait for these.
final class LegSearch {

    private final Thread thread;

    private LegSearch(Thread thread) {
        this.thread = thread;
    }

    /// Begins to ask. One of the two callbacks is called, unless the event loop has ended.
    ///
    /// @param loop the event loop that calls them
    static LegSearch start(
            Tsocks tsocks,
            SocksAddress destination,
            Executor loop,
            Consumer<Leg> found,
            Consumer<Throwable> failed) {
        Runnable search = () -> tell(loop, answer(tsocks, destination, found, failed));
        return new LegSearch(Thread.ofVirtual().name("tsocks-route").start(search));
    }

    private static Runnable answer(
            Tsocks tsocks,
            SocksAddress destination,
            Consumer<Leg> found,
            Consumer<Throwable> failed) {
        try {
            Leg leg = tsocks.firstLeg(destination);
            return () -> found.accept(leg);
        } catch (Throwable e) {
            return () -> failed.accept(e);
        }
    }

    private static void tell(Executor loop, Runnable answer) {
        try {
            loop.execute(answer);
        } catch (RejectedExecutionException e) {
            // The event loop has ended, and its channels with it.
        }
    }

    /// Gives up the search. The answer is dropped, even if it has come already.
    void stop() {
        thread.interrupt();
    }
}
