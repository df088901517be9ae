package io.tsocks.client.netty;

import io.tsocks.client.Leg;
import io.tsocks.client.Tsocks;
import io.tsocks.protocol.SocksAddress;
import java.nio.channels.ClosedChannelException;
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
        Runnable search = () -> search(tsocks, destination, loop, found, failed);
        return new LegSearch(Thread.ofVirtual().name("tsocks-route").start(search));
    }

    private static void search(
            Tsocks tsocks,
            SocksAddress destination,
            Executor loop,
            Consumer<Leg> found,
            Consumer<Throwable> failed) {
        Leg leg;
        try {
            leg = tsocks.firstLeg(destination);
        } catch (Throwable e) {
            boolean ignored = tell(loop, () -> failed.accept(e));
            return;
        }
        if (!tell(loop, () -> found.accept(leg))) {
            leg.failed(new ClosedChannelException());
        }
    }

    /// Whether the event loop takes the answer: it may have ended, and its channels with it.
    private static boolean tell(Executor loop, Runnable answer) {
        try {
            loop.execute(answer);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /// Gives up the search. The answer is dropped, even if it has come already.
    void stop() {
        thread.interrupt();
    }
}
