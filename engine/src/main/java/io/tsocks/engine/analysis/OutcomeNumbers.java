package io.tsocks.engine.analysis;

import io.tsocks.engine.Route;
import io.tsocks.net.Address;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Numbers outcomes from 0, so that many can be compared quickly.
final class OutcomeNumbers {

    private final List<Outcome> outcomes = new ArrayList<>();
    private final Map<Outcome, Integer> numbers = new HashMap<>();

    /// The number of the outcome that each owner of a chart gives to a family.
    ///
    /// @param family any address of it
    int[] of(PolicyChart chart, Address family) {
        IdentityHashMap<Route, Integer> known = new IdentityHashMap<>();
        int[] result = new int[chart.map().owners().size()];
        for (int owner = 0; owner < result.length; owner++) {
            Route route = chart.route(owner, family);
            result[owner] = known.computeIfAbsent(route, r -> number(Outcome.of(r)));
        }
        return result;
    }

    Outcome get(int number) {
        return outcomes.get(number);
    }

    int size() {
        return outcomes.size();
    }

    private int number(Outcome outcome) {
        return numbers.computeIfAbsent(
                outcome,
                added -> {
                    outcomes.add(added);
                    return outcomes.size() - 1;
                });
    }
}
