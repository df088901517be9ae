package io.tsocks.client.health;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The turn of one server, in a connect or for a check. What came of it must be said, or that
/// nothing did: a server that is left alone has one trial at a time, and would wait for it for
/// ever. The first report counts, later ones do nothing, so it may be closed in any case.
///
/// Thread-safe.
public final class Turn<S> implements AutoCloseable {

    /// Why the server has the turn.
    public enum Kind {
        /// It is used.
        REGULAR,
        /// It was left alone, and this shows whether it lives again.
        TRIAL,
        /// It should still be left alone, but no other member is left, or a check does not wait.
        EARLY
    }

    private final ServerHealth<S> health;
    private final Breaker<S> breaker;
    private final Kind kind;
    private final Watcher<S> watcher;
    private final long repliesBefore;
    private boolean isOver;

    /// Of what the server is suspected; null for nothing.
    private @Nullable ServerFailure suspicion;

    /// Who has to know when a turn is over; under the lock.
    interface Watcher<S> {

        void ended(Turn<S> turn);

        /// After [#ended], where the server did its part.
        void answered(Turn<S> turn, long now);

        /// After [#answered], if the server granted the request.
        void granted(long now);

        /// The server is suspected, and the turn goes on until it is known of what.
        void suspected(Turn<S> turn);
    }

    Turn(ServerHealth<S> health, Breaker<S> breaker, Kind kind, Watcher<S> watcher) {
        this.health = health;
        this.breaker = breaker;
        this.kind = kind;
        this.watcher = watcher;
        this.repliesBefore = breaker.replies();
    }

    public S server() {
        return breaker.server();
    }

    public Kind kind() {
        return kind;
    }

    /// The server granted the request.
    ///
    /// @param handshake from the start of the turn to the end of the handshake
    /// @param now on the clock of [System#nanoTime]
    public void granted(Duration handshake, long now) {
        report(
                () -> {
                    answered(handshake, now);
                    watcher.granted(now);
                });
    }

    /// The server refused the destination, or could not reach it. It lives.
    ///
    /// @param now on the clock of [System#nanoTime]
    public void refused(long now) {
        report(() -> answered(null, now));
    }

    /// The server passed a check that ended before a request, so that it says nothing of the time
    /// of a handshake.
    ///
    /// @param now on the clock of [System#nanoTime]
    public void passed(long now) {
        report(
                () -> {
                    breaker.passed();
                    watcher.ended(this);
                    watcher.answered(this, now);
                });
    }

    private void answered(@Nullable Duration handshake, long now) {
        breaker.answered(handshake, now);
        watcher.ended(this);
        watcher.answered(this, now);
    }

    /// The server failed.
    ///
    /// @param now on the clock of [System#nanoTime]
    public void failed(ServerFailure failure, long now) {
        report(
                () -> {
                    breaker.failed(this, failure, now);
                    watcher.ended(this);
                });
    }

    /// The server took the request and closed the connection, for a reason that is not known yet:
    /// the destination's or its own. If another server grants the same request in the same connect,
    /// and this one has granted none lately, it has failed. Otherwise nothing is known of it.
    public void suspected(ServerFailure failure) {
        health.locked(
                () -> {
                    if (!isOver) {
                        suspicion = failure;
                        watcher.suspected(this);
                    }
                    return isOver;
                });
    }

    /// Another server granted what this one is suspected for; under the lock.
    void convict(long now) {
        if (isOver || suspicion == null) {
            return;
        }
        isOver = true;
        if (breaker.hasGrantedLately(now)) {
            breaker.withdrawn(this);
        } else {
            breaker.failed(this, suspicion, now);
        }
        watcher.ended(this);
    }

    /// Nobody will find out of what the server is suspected; under the lock.
    void acquit() {
        isOver = true;
        breaker.withdrawn(this);
        watcher.ended(this);
    }

    /// Says what came of the turn.
    ///
    /// @param now on the clock of [System#nanoTime]
    public void end(Verdict verdict, long now) {
        switch (verdict) {
            case Verdict.Granted(Duration handshake) -> granted(handshake, now);
            case Verdict.Refused ignored -> refused(now);
            case Verdict.Failed(ServerFailure failure) -> failed(failure, now);
            case Verdict.Suspected(ServerFailure failure) -> suspected(failure);
            case Verdict.Nothing ignored -> withdraw();
        }
    }

    /// Nothing is known: the connect was cancelled, or another turn was faster.
    public void withdraw() {
        report(
                () -> {
                    breaker.withdrawn(this);
                    watcher.ended(this);
                });
    }

    /// Withdraws it, unless something was said of it.
    @Override
    public void close() {
        withdraw();
    }

    private void report(Runnable report) {
        health.locked(
                () -> {
                    if (!isOver) {
                        isOver = true;
                        report.run();
                    }
                    return isOver;
                });
    }

    /// Under the lock.
    Breaker<S> breaker() {
        return breaker;
    }

    /// How often the server had answered when the turn began.
    long repliesBefore() {
        return repliesBefore;
    }
}
