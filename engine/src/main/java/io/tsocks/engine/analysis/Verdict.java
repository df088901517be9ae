package io.tsocks.engine.analysis;

import io.tsocks.engine.PolicyMap;
import java.util.List;

/// What a policy makes of some destinations, all of which have the same outcome.
///
/// @param owners who decide for them, in the order in which the policy asks
/// @param example the one with the lowest address, and of its ports the lowest
public record Verdict(Outcome outcome, List<PolicyMap.Owner> owners, Witness example) {

    public Verdict {
        owners = List.copyOf(owners);
    }
}
