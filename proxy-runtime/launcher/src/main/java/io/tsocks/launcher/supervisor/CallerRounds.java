package io.tsocks.launcher.supervisor;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Looks at things that wait, a few at a time, in turn: however many there are, the loop stays free
/// for others.
///
/// @param <T> what waits
final class CallerRounds<T> {

    /// How often to look.
    private static final int TICK_MILLIS = 20;

    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);

    /// How many to look at each time.
    private static final int LOOKS_PER_TICK = 64;

    private final ArrayDeque<T> all = new ArrayDeque<>();
    private long next = System.nanoTime();

    void add(T one) {
        all.addLast(one);
    }

    /// How long the loop may sleep, in milliseconds; -1 for ever.
    ///
    /// @param others how long it may for others
    int patience(int others) {
        return all.isEmpty() ? others : others < 0 ? TICK_MILLIS : Math.min(others, TICK_MILLIS);
    }

    /// Looks at some, if it is time to, and forgets those that wait no longer.
    ///
    /// @param isOver tells whether one waits no longer
    void look(Predicate<T> isOver) {
        long now = System.nanoTime();
        if (now - next < 0) {
            return;
        }
        next = now + TICK;
        for (int i = Math.min(LOOKS_PER_TICK, all.size()); i > 0; i--) {
            T one = all.removeFirst();
            if (!isOver.test(one)) {
                all.addLast(one);
            }
        }
    }
}
