package io.tsocks.engine.analysis;

import io.tsocks.engine.Action;
import io.tsocks.engine.PolicyMap;
import java.util.List;

/// What a policy makes of some destinations, on all of which it has the same effect.
///
/// @param owners who decide for them, in the order in which the policy asks
/// @param example the one with the lowest address, and of its ports the lowest
public record Verdict(List<PolicyMap.Owner> owners, Witness example) {

    public Verdict {
        owners = List.copyOf(owners);
    }

    /// What becomes of the example, and with the same effect of all of them.
    public Action action() {
        return example.decision().action();
    }
}
