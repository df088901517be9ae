package io.tsocks.runtime;

import io.tsocks.engine.Route;
import io.tsocks.socks.Phase;
import io.tsocks.socks.SocksAddress;
import io.tsocks.socks.Strategy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Follows one connect through its phases: the deadline of each, and what the listener is told.
/// Owned by the connecting thread.
final class Progress {

    private final SocksAddress destination;
    private final Route route;
    private final Deadlines deadlines;
    private final Deadline overall;
    private final ConnectListener listener;
    private final Cancellation cancellation;
    private final long start = System.nanoTime();
    private final List<ConnectReport.PhaseTime> times = new ArrayList<>();
    private Strategy strategy = Strategy.SEQUENTIAL;
    private @Nullable Phase phase;
    private @Nullable TimedChannel channel;
    private long phaseStart = start;
    private Deadline deadline;

    Progress(
            SocksAddress destination,
            Route route,
            Deadlines deadlines,
            Deadline overall,
            ConnectListener listener,
            Cancellation cancellation) {
        this.destination = destination;
        this.route = route;
        this.deadlines = deadlines;
        this.overall = overall;
        this.listener = listener;
        this.cancellation = cancellation;
        this.deadline = overall;
    }

    /// A phase goes on or begins.
    void enter(Phase next) {
        if (next != phase) {
            endPhase();
            phase = next;
            phaseStart = System.nanoTime();
            deadline = Deadline.in(deadlines.of(next)).or(overall);
            listener.entered(destination, route, next);
        }
    }

    Phase phase() {
        return phase == null ? Phase.CONNECT : phase;
    }

    Deadline deadline() {
        return deadline;
    }

    SocksAddress destination() {
        return destination;
    }

    /// The channel that the connect now waits for.
    void watch(TimedChannel next) throws IOException {
        channel = next;
        cancellation.watch(next::abort);
    }

    /// The connect waits for its channel again, after it waited for something else.
    void watchChannel() throws IOException {
        if (channel != null) {
            cancellation.watch(channel::abort);
        }
    }

    /// What ends the connect from outside.
    Cancellation cancellation() {
        return cancellation;
    }

    void strategy(Strategy used) {
        strategy = used;
    }

    /// How long the connect took, which is a round trip.
    Duration roundTrip() {
        return times.isEmpty() ? Duration.ZERO : times.getFirst().time();
    }

    /// It is over; null where there is a connection.
    void end(@Nullable IOException error) {
        endPhase();
        phase = null;
        listener.ended(
                new ConnectReport(
                        destination,
                        route,
                        strategy,
                        times,
                        Duration.ofNanos(System.nanoTime() - start),
                        error));
    }

    private void endPhase() {
        if (phase != null) {
            Duration time = Duration.ofNanos(System.nanoTime() - phaseStart);
            times.add(new ConnectReport.PhaseTime(phase, time));
        }
    }
}
