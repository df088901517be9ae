package io.tsocks.client.time;

import java.time.Duration;

/// A moment by which something must have happened, on the clock that never jumps.
///
/// @param limit the time it had from the start, for messages
public record Deadline(long nanoTime, Duration limit) {

    /// Long enough, and far from where nanoseconds overflow.
    private static final Duration FOREVER = Duration.ofDays(365);

    /// So long from now.
    public static Deadline in(Duration duration) {
        long nanos = duration.compareTo(FOREVER) < 0 ? duration.toNanos() : FOREVER.toNanos();
        return new Deadline(System.nanoTime() + nanos, duration);
    }

    /// The earlier one.
    public Deadline or(Deadline other) {
        return nanoTime - other.nanoTime <= 0 ? this : other;
    }

    /// The end of the first of so many equal parts of what is left.
    ///
    /// @param parts at least 1
    public Deadline share(int parts) {
        return parts == 1 ? this : in(Duration.ofNanos(nanosLeft() / parts));
    }

    /// What is left; zero or less where it has passed.
    public long nanosLeft() {
        return nanoTime - System.nanoTime();
    }

    /// What is left in milliseconds, rounded up, at least 1, for system calls where 0 is forever.
    public long millisLeft() {
        return Math.max(1, (nanosLeft() + 999_999) / 1_000_000);
    }

    public boolean hasPassed() {
        return nanosLeft() <= 0;
    }

    /// A time for messages: `1.5 s`.
    public static String text(Duration limit) {
        long millis = limit.plusNanos(500_000).toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis / 1000.0 + " s";
    }
}
