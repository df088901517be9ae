package io.tsocks.engine.analysis;

import io.tsocks.engine.NameMap;
import io.tsocks.engine.Rule;
import java.util.List;

/// What a policy says of some names, of all of which it says the same.
///
/// @param owners the lines that name them, in the order in which the policy asks; some of the names
///     may be named by none
/// @param others what decides for the names that no line names, as [NameWitness#otherRule] has it
/// @param example the first of them, and of its ports the lowest
public record NameVerdict(List<NameMap.Owner> owners, List<Rule> others, NameWitness example) {

    public NameVerdict {
        owners = List.copyOf(owners);
        others = List.copyOf(others);
    }
}
