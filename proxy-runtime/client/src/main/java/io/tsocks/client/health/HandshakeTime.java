package io.tsocks.client.health;

import java.time.Duration;
import java.util.Optional;

/// How long the handshakes of a server take, smoothed. Guarded by the lock of [ServerHealth].
final class HandshakeTime {

    /// For how long a time says something of a server.
    private static final long FRESH = Duration.ofMinutes(5).toNanos();

    /// What a new time counts for beside all before it: a quarter.
    private static final int WEIGHT = 4;

    private static final long UNKNOWN = Long.MAX_VALUE;

    private long smoothed = UNKNOWN;
    private boolean isTried;
    private long triedAt;

    void add(Duration time, long now) {
        long nanos = Math.max(0, time.toNanos());
        smoothed = smoothed == UNKNOWN ? nanos : smoothed + (nanos - smoothed) / WEIGHT;
        tried(now);
    }

    /// The server was tried, and how long its handshakes take is not known by it. It is not tried
    /// again for that at once, otherwise a server that fails now and then got every connect.
    void tried(long now) {
        isTried = true;
        triedAt = now;
    }

    void forget() {
        smoothed = UNKNOWN;
        isTried = false;
    }

    /// Whether a connect should find out.
    boolean isDue(long now) {
        return !isTried || now - triedAt > FRESH;
    }

    boolean isKnown() {
        return smoothed != UNKNOWN;
    }

    /// Whether it is at least a fifth less than another; both are known.
    boolean isClearlyLess(HandshakeTime other) {
        return smoothed < other.smoothed - other.smoothed / 5;
    }

    /// In nanoseconds; more than any other where it is not known.
    long nanos() {
        return smoothed;
    }

    Optional<Duration> duration() {
        return isKnown() ? Optional.of(Duration.ofNanos(smoothed)) : Optional.empty();
    }
}
