package io.tsocks.engine;

import java.util.Optional;

/// A policy's answer for a host before its name is resolved: a decision, or that the decision needs
/// the address. It settles whether a connection may cause a name query to leave the machine.
public sealed interface HostDecision {

    /// The policy decides without resolving: the host is an address, a rule or `remote_dns` covers
    /// the name, or every address that the name may have has the same effect.
    record Decided(Decision decision) implements HostDecision {}

    /// The host is a name, and its address decides. It has to be resolved, and the addresses asked
    /// about with [PolicyEngine#decide(io.tsocks.net.Address, int)].
    ///
    /// @param last the policy's last rule: no rule before it has decided
    record NeedsAddress(Rule last) implements HostDecision {

        /// The refusal of a name that has no address.
        ///
        /// @param why a clause about the name, such as `it does not resolve`
        public Action.Refused refusal(String why) {
            return new Action.Refused(
                    Action.Reason.UNKNOWN_HOST,
                    why + ", and the policy cannot decide without its address");
        }
    }

    /// Whether both answers are the same: decisions with the same effect, or both that the address
    /// decides.
    default boolean hasSameEffect(HostDecision other) {
        return effect().equals(other.effect());
    }

    /// The effect as a key: equal for two answers if [#hasSameEffect] holds. Empty if the address
    /// decides.
    default Optional<Action.Effect> effect() {
        return switch (this) {
            case Decided(Decision decision) -> Optional.of(decision.action().effect());
            case NeedsAddress ignored -> Optional.empty();
        };
    }

    /// The decision for a host that was not resolved: the one for the name alone, or a refusal.
    ///
    /// @param why as in [NeedsAddress#refusal]
    default Decision orUnresolved(String why) {
        return switch (this) {
            case Decided decided -> decided.decision();
            case NeedsAddress needs -> new Decision(needs.refusal(why), needs.last());
        };
    }
}
