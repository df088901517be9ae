package io.tsocks.client.netty;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import io.tsocks.client.Leg;
import io.tsocks.protocol.Phase;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The two times of a connect: the one that the channel gives to all of it, and the one of the
/// phase that it is in.
final class ConnectTimers {

    private @Nullable ScheduledFuture<?> whole;
    private @Nullable ScheduledFuture<?> ofPhase;
    private @Nullable Phase phase;

    /// The connect begins.
    ///
    /// @param millis what the channel gives to it; zero if it may take any time
    void start(EventExecutor loop, int millis, Runnable late) {
        if (millis > 0) {
            whole = loop.schedule(late, millis, TimeUnit.MILLISECONDS);
        }
    }

    /// A phase of the leg begins, or goes on.
    void enter(EventExecutor loop, Leg leg, Phase next, Runnable late) {
        if (next != phase) {
            phase = next;
            leg.enter(next);
            cancel(ofPhase);
            ofPhase = loop.schedule(late, leg.timeLeft().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /// The connect is over.
    void stop() {
        cancel(whole);
        cancel(ofPhase);
    }

    private static void cancel(@Nullable ScheduledFuture<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
