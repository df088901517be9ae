package io.tsocks.client.time;

import java.time.Duration;

/// A moment by which something must have happened, on a clock that never jumps.
///
/// @param limit the whole time from the start, for messages
public record Deadline(long nanoTime, Duration limit) {

    /// Long enough, and far from where nanoseconds overflow.
    private static final Duration FOREVER = Duration.ofDays(365);

    /// The deadline at this time from now.
    public static Deadline in(Duration duration) {
        long nanos = duration.compareTo(FOREVER) < 0 ? duration.toNanos() : FOREVER.toNanos();
        return new Deadline(System.nanoTime() + nanos, duration);
    }

    /// The earlier of the two deadlines.
    public Deadline or(Deadline other) {
        return nanoTime - other.nanoTime <= 0 ? this : other;
    }

    /// The end of the first of this many equal parts of the time left.
    ///
    /// @param parts at least 1
    public Deadline share(int parts) {
        return parts == 1 ? this : in(Duration.ofNanos(nanosLeft() / parts));
    }

    /// The time left in nanoseconds; zero or less if the deadline has passed.
    public long nanosLeft() {
        return nanoTime - System.nanoTime();
    }

    /// The time left in milliseconds, rounded up and at least 1, for system calls to which 0 means
    /// for ever.
    public long millisLeft() {
        return Math.max(1, (nanosLeft() + 999_999) / 1_000_000);
    }

    public boolean hasPassed() {
        return nanosLeft() <= 0;
    }

    /// A time as text for messages: `1.5 s`.
    public static String text(Duration limit) {
        long millis = limit.plusNanos(500_000).toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis / 1000.0 + " s";
    }
}
