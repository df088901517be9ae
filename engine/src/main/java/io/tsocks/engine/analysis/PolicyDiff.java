package io.tsocks.engine.analysis;

import java.util.List;

/// What becomes different when one policy takes another's place: every destination whose outcome
/// changes, and no other. Policies that treat all destinations alike have no changes, however their
/// texts differ.
///
/// @param changes by the lowest address of each, IPv4 before IPv6; no destination is in two of
///     them, and no two go from the same outcome to the same outcome
public record PolicyDiff(List<Change> changes) {

    public PolicyDiff {
        changes = List.copyOf(changes);
    }

    /// Destinations that change from one outcome to another.
    ///
    /// @param where all of them
    /// @param before what the old policy makes of them
    /// @param after what the new policy makes of them; its example is the same destination
    public record Change(Territory where, Verdict before, Verdict after) {}

    /// Compares two policies.
    ///
    /// @throws IllegalArgumentException unless both charts are exact
    public static PolicyDiff between(PolicyChart before, PolicyChart after) {
        before.requireExact();
        after.requireExact();
        return new PolicyDiff(new DiffWalk(before, after).run());
    }

    /// Whether the two policies treat every destination alike.
    public boolean isEmpty() {
        return changes.isEmpty();
    }
}
