package io.tsocks.engine.analysis;

import io.tsocks.engine.Action;
import io.tsocks.engine.PolicyMap;
import java.util.List;

/// A policy's verdict on some destinations, on all of which it has the same effect.
///
/// @param owners the owners that decide for them, in the order in which the policy asks
/// @param example the destination with the lowest address, on the lowest of its ports
public record Verdict(List<PolicyMap.Owner> owners, Witness example) {

    public Verdict {
        owners = List.copyOf(owners);
    }

    /// The action for the example; for the other destinations, the action has the same effect.
    public Action action() {
        return example.decision().action();
    }
}
