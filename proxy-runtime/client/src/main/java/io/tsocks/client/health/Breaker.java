package io.tsocks.client.health;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What is known of one server, and whether it is used.
///
/// ```
/// closed ──failures in a row──► open ──time──► may be tried ──a turn begins──► half-open
///    ▲                            ▲                                               │
///    └────────any answer──────────┴──────────the trial fails: twice the time──────┘
/// ```
///
/// Guarded by the lock of [ServerHealth].
final class Breaker<S> {

    /// For how long a granted request shows that the server can grant one.
    private static final long LATELY = Duration.ofMinutes(1).toNanos();

    private final S server;
    private final Backoff backoff;
    private final RandomGenerator random;
    private final Announcer<S> announcer;
    private final HandshakeTime time = new HandshakeTime();

    private int failures;
    private int answers;

    /// How often it has answered since it became known.
    private long replies;

    private @Nullable ServerFailure lastFailure;
    private boolean hasGranted;
    private long grantedAt;

    /// How many times in a row the breaker has opened; 0 while it is closed.
    private int openings;

    /// When the server may be tried again, if the breaker is not closed.
    private long until;

    /// The turn that finds out whether it lives again; null where none does.
    private @Nullable Turn<S> trial;

    Breaker(S server, Backoff backoff, RandomGenerator random, Announcer<S> announcer) {
        this.server = server;
        this.backoff = backoff;
        this.random = random;
        this.announcer = announcer;
    }

    S server() {
        return server;
    }

    HandshakeTime time() {
        return time;
    }

    boolean isClosed() {
        return openings == 0;
    }

    /// How often it has answered since it last failed.
    int answers() {
        return answers;
    }

    /// How often it has answered since it became known.
    long replies() {
        return replies;
    }

    /// Whether it has granted a request in the last minute.
    boolean hasGrantedLately(long now) {
        return hasGranted && now - grantedAt <= LATELY;
    }

    /// Whether a connect may have it that could go elsewhere.
    boolean isUsable(long now) {
        return isClosed() || (trial == null && now - until >= 0);
    }

    /// How long it should be left alone, which may have passed.
    long nanosToRetry(long now) {
        return until - now;
    }

    /// A turn begins, and is the trial if it is time for one.
    void begin(Turn<S> turn, long now) {
        if (!isClosed() && isUsable(now)) {
            trial = turn;
            announcer.add(new HealthEvent.HalfOpen<>(server));
        }
    }

    /// The server did its part in a turn.
    ///
    /// @param handshake what it took; null if it refused the destination, which some servers do
    ///     fast and some after all patience with the destination
    void answered(@Nullable Duration handshake, long now) {
        passed();
        if (handshake == null) {
            time.tried(now);
        } else {
            hasGranted = true;
            grantedAt = now;
            time.add(handshake, now);
        }
    }

    /// The server passed a check, which is no handshake: nothing is known of how long one takes.
    void passed() {
        failures = 0;
        replies++;
        answers = answers == Integer.MAX_VALUE ? answers : answers + 1;
        trial = null;
        if (!isClosed()) {
            openings = 0;
            announcer.add(new HealthEvent.Closed<>(server));
        }
    }

    /// The server failed in a turn. Only the trial shows that its time was too short: other turns
    /// began before it was left alone, or as the last resort.
    void failed(Turn<S> turn, ServerFailure failure, long now) {
        failures = failures == Integer.MAX_VALUE ? failures : failures + 1;
        answers = 0;
        lastFailure = failure;
        if (isClosed() ? isEnough(turn, failure) : turn.equals(trial)) {
            open(failure, now);
        } else if (isClosed()) {
            time.tried(now);
        }
    }

    /// Whether the failure is reason enough to leave the server alone.
    private boolean isEnough(Turn<S> turn, ServerFailure failure) {
        boolean isMute = failure == ServerFailure.MUTE && turn.repliesBefore() == replies;
        return isMute || failures >= backoff.failures();
    }

    private void open(ServerFailure failure, long now) {
        openings++;
        trial = null;
        time.forget();
        long nanos = backoff.nanos(openings, random);
        until = now + nanos;
        Duration retryIn = Duration.ofNanos(nanos);
        announcer.add(new HealthEvent.Opened<>(server, failure, failures, retryIn));
    }

    /// Nothing is known of a turn.
    void withdrawn(Turn<S> turn) {
        if (turn.equals(trial)) {
            trial = null;
        }
    }

    ServerSnapshot<S> snapshot(long now) {
        return new ServerSnapshot<>(
                server,
                condition(now),
                failures,
                answers,
                Optional.ofNullable(lastFailure),
                time.duration());
    }

    private Condition condition(long now) {
        if (isClosed()) {
            return new Condition.Closed();
        }
        return trial == null
                ? new Condition.Open(Duration.ofNanos(Math.max(0, nanosToRetry(now))))
                : new Condition.HalfOpen();
    }
}
