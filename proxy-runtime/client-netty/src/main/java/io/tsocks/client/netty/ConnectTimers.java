package io.tsocks.client.netty;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import io.tsocks.client.Leg;
import io.tsocks.protocol.Phase;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The two time limits of a connect: the channel's limit for all of it, and that of the current
/// phase.
final class ConnectTimers {

    private @Nullable ScheduledFuture<?> whole;
    private @Nullable ScheduledFuture<?> ofPhase;
    private @Nullable Phase phase;

    /// Begins a connect.
    ///
    /// @param millis the channel's limit; zero for no limit
    void start(EventExecutor loop, int millis, Runnable late) {
        if (millis > 0) {
            whole = loop.schedule(late, millis, TimeUnit.MILLISECONDS);
        }
    }

    /// Begins a phase of the leg, or goes on with the current one.
    void enter(EventExecutor loop, Leg leg, Phase next, Runnable late) {
        if (next != phase) {
            phase = next;
            leg.enter(next);
            cancel(ofPhase);
            ofPhase = loop.schedule(late, leg.timeLeft().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /// Stops the timers: the connect is over.
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
