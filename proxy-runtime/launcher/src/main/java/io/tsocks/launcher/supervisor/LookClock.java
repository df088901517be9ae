package io.tsocks.launcher.supervisor;

import java.util.concurrent.TimeUnit;

/// When to look at all connects under way. A look takes time for each of them, and the loop turns
/// with every call of a program, so it does not look in each turn. What happens between two looks
/// may be due before the next one, which therefore comes after a short pause at most.
///
/// All times are of [System#nanoTime].
final class LookClock {

    /// The longest time between something that happens and the next look.
    static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);

    private long last;
    private long next;

    /// @param now a look is due at once
    LookClock(long now) {
        last = now - PAUSE;
        next = last;
    }

    /// Whether a look is due. If not, something may have happened.
    boolean isDue(long now) {
        boolean isDue = now - next >= 0;
        if (!isDue && next - last > PAUSE) {
            next = last + PAUSE;
        }
        return isDue;
    }

    /// Records a look.
    ///
    /// @param wait how long until something is due, as far as is known, in nanoseconds
    void looked(long now, long wait) {
        last = now;
        next = now + wait;
    }

    /// How long until the next look, in milliseconds.
    int patience(long now) {
        long wait = TimeUnit.NANOSECONDS.toMillis(next - now);
        return Math.clamp(wait + 1, 0, Integer.MAX_VALUE);
    }
}
