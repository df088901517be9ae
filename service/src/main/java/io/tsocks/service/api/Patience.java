package io.tsocks.service.api;

import java.time.Duration;

/// Until when a connection has to get on: to send its next request, the rest of a body, or to take
/// an answer. A client that does not is cut off by [PatientConnections].
final class Patience {

    /// A request that is not told otherwise may take as many steps.
    private static final int STEPS_OF_ANSWER = 4;

    private static final long BUSY = Long.MAX_VALUE;

    /// The patience with the connection whose thread asks.
    static final ScopedValue<Patience> OF_CONNECTION = ScopedValue.newInstance();

    private final Duration step;

    /// Written by the connection's thread, read by the one that closes.
    private volatile long end;

    /// When the wait for the next request began; [#BUSY] while one is answered. Written and read as
    /// the end is.
    private volatile long waitingSince;

    /// @param step how long a client may take from the end of one answer to the end of the next
    ///     request's head, and how long it may stand still while it sends or takes a stream
    Patience(Duration step) {
        this.step = step;
        expectRequest();
    }

    /// The patience with this thread's connection.
    static Patience here() {
        return OF_CONNECTION.get();
    }

    /// The next request has to come in time.
    void expectRequest() {
        waitingSince = System.nanoTime();
        expectWithin(step);
    }

    /// The request that has come has to be answered in time.
    void expectAnswer() {
        waitingSince = BUSY;
        expectWithin(step.multipliedBy(STEPS_OF_ANSWER));
    }

    /// A stream has to go on in time.
    void expectStep() {
        expectWithin(step);
    }

    /// Something has to happen one step after this time.
    void expectStepAfter(Duration time) {
        expectWithin(step.plus(time));
    }

    private void expectWithin(Duration time) {
        end = System.nanoTime() + time.toNanos();
    }

    /// Whether it has not happened.
    boolean isOver() {
        return System.nanoTime() - end > 0;
    }

    /// For how many nanoseconds the next request has been waited for; 0 while one is answered.
    long waited() {
        long since = waitingSince;
        return since == BUSY ? 0 : Math.max(1, System.nanoTime() - since);
    }
}
