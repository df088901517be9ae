package io.tsocks.client;

import java.time.Duration;

/// A moment by which something must have happened, on the clock that never jumps.
///
/// @param limit the time it had from the start, for messages
record Deadline(long nanoTime, Duration limit) {

    /// Long enough, and far from where nanoseconds overflow.
    private static final Duration FOREVER = Duration.ofDays(365);

    static Deadline in(Duration duration) {
        long nanos = duration.compareTo(FOREVER) < 0 ? duration.toNanos() : FOREVER.toNanos();
        return new Deadline(System.nanoTime() + nanos, duration);
    }

    /// The earlier one.
    Deadline or(Deadline other) {
        return nanoTime - other.nanoTime <= 0 ? this : other;
    }

    /// The end of the first of so many equal parts of what is left.
    ///
    /// @param parts at least 1
    Deadline share(int parts) {
        return parts == 1 ? this : in(Duration.ofNanos(nanosLeft() / parts));
    }

    /// What is left; zero or less where it has passed.
    long nanosLeft() {
        return nanoTime - System.nanoTime();
    }

    /// What is left in milliseconds, rounded up, at least 1, for system calls where 0 is forever.
    long millisLeft() {
        return Math.max(1, (nanosLeft() + 999_999) / 1_000_000);
    }

    boolean hasPassed() {
        return nanosLeft() <= 0;
    }
}
