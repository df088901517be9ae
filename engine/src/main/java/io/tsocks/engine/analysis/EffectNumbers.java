package io.tsocks.engine.analysis;

import io.tsocks.engine.Action;
import io.tsocks.net.Address;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/// Numbers the effects of actions from 0, so that many can be compared quickly.
final class EffectNumbers {

    private final Map<Action.Effect, Integer> numbers = new HashMap<>();

    /// The number of the effect that each owner of a chart has on a family.
    ///
    /// @param family any address of the family
    int[] of(PolicyChart chart, Address family) {
        IdentityHashMap<Action, Integer> known = new IdentityHashMap<>();
        int[] result = new int[chart.map().owners().size()];
        for (int owner = 0; owner < result.length; owner++) {
            Action action = chart.action(owner, family);
            result[owner] = known.computeIfAbsent(action, some -> number(some.effect()));
        }
        return result;
    }

    private int number(Action.Effect effect) {
        return numbers.computeIfAbsent(effect, ignored -> numbers.size());
    }
}
