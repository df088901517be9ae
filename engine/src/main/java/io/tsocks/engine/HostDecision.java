package io.tsocks.engine;

import java.util.Optional;

/// What a policy says of a host before its name is resolved: a decision, or that it takes the
/// address to decide. It settles whether a name may leave the machine for a
/// connection.
public sealed interface HostDecision {

    /// The policy decides without an address: the host is one, or every address that the name may
    /// have has the same effect.
    record Decided(Decision decision) implements HostDecision {}

    /// The host is a name, and its address decides. It has to be resolved, and the addresses asked
    /// about with [PolicyEngine#decide(io.tsocks.net.Address, int)].
    ///
    /// @param last what stands last in the policy: nothing before it has decided
    record NeedsAddress(Rule last) implements HostDecision {

        /// What becomes of a name without an address.
        ///
        /// @param why a clause about the name, such as `it does not resolve`
        public Action.Refused refusal(String why) {
            return new Action.Refused(
                    Action.Reason.UNKNOWN_HOST,
                    why + ", and the policy cannot decide without its address");
        }
    }

    /// Whether the policy says the same: decisions with the same effect, or for both that the
    /// address decides.
    default boolean hasSameEffect(HostDecision other) {
        return effect().equals(other.effect());
    }

    /// The decision as a key: equal for two if [#hasSameEffect] holds. Empty if the address
    /// decides.
    default Optional<Action.Effect> effect() {
        return switch (this) {
            case Decided(Decision decision) -> Optional.of(decision.action().effect());
            case NeedsAddress ignored -> Optional.empty();
        };
    }

    /// The decision for a host that was not resolved: what the policy says of the name alone, or a
    /// refusal.
    ///
    /// @param why as in [NeedsAddress#refusal]
    default Decision orUnresolved(String why) {
        return switch (this) {
            case Decided decided -> decided.decision();
            case NeedsAddress needs -> new Decision(needs.refusal(why), needs.last());
        };
    }
}
