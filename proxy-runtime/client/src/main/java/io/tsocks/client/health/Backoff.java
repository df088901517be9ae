package io.tsocks.client.health;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// When a server that fails is left alone, and for how long.
///
/// @param failures in a row after which it is left alone, at least 1; one [ServerFailure#MUTE] is
///     enough
/// @param first how long at first; each failed trial doubles it
/// @param longest the most that doubling makes of it
/// @param jitter how much longer or shorter it is at random, as a part of it, from 0 below 1, so
///     that not everybody comes back to a server in the same moment
public record Backoff(int failures, Duration first, Duration longest, double jitter) {

    /// The default. It takes two failures, because one shows little: the server may be restarting,
    /// or one connection was lost.
    public static final Backoff STANDARD =
            new Backoff(2, Duration.ofSeconds(5), Duration.ofMinutes(5), 0.2);

    public Backoff {
        if (failures < 1 || jitter < 0 || jitter >= 1) {
            throw new IllegalArgumentException(failures + " failures, jitter " + jitter);
        }
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("from " + first + " to " + longest);
        }
    }

    /// How long a server is left alone.
    ///
    /// @param times how often in a row it has been found dead, from 1
    long nanos(int times, RandomGenerator random) {
        double doubled = Math.scalb((double) first.toNanos(), Math.min(times - 1, 60));
        double spread = 1 + jitter * (2 * random.nextDouble() - 1);
        return Math.round(Math.min(doubled, (double) longest.toNanos()) * spread);
    }
}
