package io.tsocks.lint;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A multiset: a collection that counts equal things, and has no order.
final class Bag<T> {

    private final Map<T, Integer> counts = new HashMap<>();

    Bag(Collection<? extends T> things) {
        things.forEach(this::add);
    }

    private void add(T thing) {
        counts.merge(thing, 1, Integer::sum);
    }

    /// The things that are in this bag more often than in another.
    List<T> without(Bag<T> other) {
        List<T> left = new ArrayList<>();
        counts.forEach(
                (thing, count) -> {
                    for (int i = other.counts.getOrDefault(thing, 0); i < count; i++) {
                        left.add(thing);
                    }
                });
        return left;
    }

    /// Whether another bag contains all things of this one.
    boolean isIn(Bag<T> other) {
        return without(other).isEmpty();
    }
}
