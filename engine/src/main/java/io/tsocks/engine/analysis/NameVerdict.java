package io.tsocks.engine.analysis;

import io.tsocks.engine.NameMap;
import io.tsocks.engine.Rule;
import java.util.List;

/// A policy's answer for some names, which is the same for all of them.
///
/// @param owners the lines that list them, in the order in which the policy asks; some of the names
///     may be listed by no line
/// @param others the rules that decide for the names that no line lists ([NameWitness#otherRule])
/// @param example the first of the names, with the lowest of its ports
public record NameVerdict(List<NameMap.Owner> owners, List<Rule> others, NameWitness example) {

    public NameVerdict {
        owners = List.copyOf(owners);
        others = List.copyOf(others);
    }
}
