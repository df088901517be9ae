package io.tsocks.lint;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Things, of which some may be equal; what matters is how many there are of each.
final class Bag<T> {

    private final Map<T, Integer> counts = new HashMap<>();

    Bag(Collection<? extends T> things) {
        things.forEach(this::add);
    }

    private void add(T thing) {
        counts.merge(thing, 1, Integer::sum);
    }

    /// What is in this one and not, or not as often, in another.
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

    /// Whether another has all that is in this one.
    boolean isIn(Bag<T> other) {
        return without(other).isEmpty();
    }
}
