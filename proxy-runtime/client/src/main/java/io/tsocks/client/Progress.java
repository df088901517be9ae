package io.tsocks.client;

import io.tsocks.client.time.Deadline;
import io.tsocks.engine.Decision;
import io.tsocks.protocol.Phase;
import io.tsocks.protocol.SocksAddress;
import io.tsocks.protocol.Strategy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Follows one connect through its phases: keeps the deadline of each, and tells the listener.
/// Owned by the connecting thread.
final class Progress {

    private final Call call;
    private final SocksAddress destination;
    private final Decision decision;
    private final Deadlines deadlines;
    private final Deadline overall;
    private final ConnectListener listener;
    private final Cancellation cancellation;
    private final List<ConnectReport.PhaseTime> times = new ArrayList<>();
    private Strategy strategy = Strategy.SEQUENTIAL;
    private @Nullable Phase phase;
    private @Nullable TimedSocket socket;
    private long phaseStart;
    private Deadline deadline;

    Progress(
            Call call,
            SocksAddress destination,
            Decision decision,
            Deadlines deadlines,
            Deadline overall,
            ConnectListener listener,
            Cancellation cancellation) {
        this.call = call;
        this.destination = destination;
        this.decision = decision;
        this.deadlines = deadlines;
        this.overall = overall;
        this.listener = listener;
        this.cancellation = cancellation;
        this.deadline = overall;
    }

    /// Begins a phase, or goes on with the current one.
    void enter(Phase next) {
        if (next != phase) {
            endPhase();
            phase = next;
            phaseStart = System.nanoTime();
            deadline = Deadline.in(deadlines.of(next)).or(overall);
            listener.entered(destination, decision, next);
        }
    }

    Phase phase() {
        return phase == null ? Phase.CONNECT : phase;
    }

    Deadline deadline() {
        return deadline;
    }

    /// The deadline of the whole connect.
    Deadline overall() {
        return overall;
    }

    SocksAddress destination() {
        return destination;
    }

    /// Sets the socket that the connect now waits for.
    void watch(TimedSocket next) throws IOException {
        socket = next;
        cancellation.watch(next::abort);
    }

    /// Makes the connect's socket the one that is waited for again, after a wait for something
    /// else.
    void watchSocket() throws IOException {
        if (socket != null) {
            cancellation.watch(socket::abort);
        }
    }

    /// The cancellation, by which another thread can end the connect.
    Cancellation cancellation() {
        return cancellation;
    }

    void strategy(Strategy used) {
        strategy = used;
    }

    /// How long the TCP connect took, which is one round trip.
    Duration roundTrip() {
        return times.isEmpty() ? Duration.ZERO : times.getFirst().time();
    }

    /// How long a phase took that is over, the last time; zero if there was none.
    Duration latest(Phase wanted) {
        return times.reversed().stream()
                .filter(time -> time.phase() == wanted)
                .findFirst()
                .map(ConnectReport.PhaseTime::time)
                .orElse(Duration.ZERO);
    }

    /// The progress of a connection for tsocks itself, to a server of this connect.
    ///
    /// @param limit for all phases together
    Progress aside(Duration limit) {
        return new Progress(
                call,
                destination,
                decision,
                deadlines,
                Deadline.in(limit),
                new ConnectListener() {},
                new Cancellation());
    }

    /// Ends the progress.
    ///
    /// @param error why the connect failed; null if it succeeded
    void end(@Nullable IOException error) {
        endPhase();
        phase = null;
        listener.ended(
                new ConnectReport(
                        call.asked(),
                        destination,
                        decision,
                        strategy,
                        times,
                        call.resolving(),
                        call.waited(),
                        error));
    }

    private void endPhase() {
        if (phase != null) {
            Duration time = Duration.ofNanos(System.nanoTime() - phaseStart);
            times.add(new ConnectReport.PhaseTime(phase, time));
        }
    }
}
