package io.tsocks.engine.analysis;

import java.util.List;

/// The differences when one policy replaces another: all destinations whose outcome changes, and no
/// others. Two policies that treat all destinations alike have no changes, however their texts
/// differ.
///
/// @param changes ordered by the lowest address of each, IPv4 before IPv6; no destination is in two
///     changes, and no two changes have the same outcomes before and after
/// @param names the changes for names, which are compared if either policy has rules for names or
///     `remote_dns`; in the order of their domains, no name and port in two of them. If the address
///     decides in both policies, the changes of addresses apply to the names.
public record PolicyDiff(List<Change> changes, List<NameChange> names) {

    public PolicyDiff {
        changes = List.copyOf(changes);
        names = List.copyOf(names);
    }

    /// Names for which the answer changes.
    ///
    /// @param where all of them
    /// @param before the old policy's answer for them
    /// @param after the new policy's answer for them; its example is the same name
    public record NameChange(NameTerritory where, NameVerdict before, NameVerdict after) {}

    /// Destinations that change from one outcome to another.
    ///
    /// @param where all of them
    /// @param before the old policy's verdict on them
    /// @param after the new policy's verdict on them; its example is the same destination
    public record Change(Territory where, Verdict before, Verdict after) {}

    /// Compares two policies.
    ///
    /// @throws IllegalArgumentException unless both charts are exact
    public static PolicyDiff between(PolicyChart before, PolicyChart after) {
        before.requireExact();
        after.requireExact();
        return new PolicyDiff(new DiffWalk(before, after).run(), names(before, after));
    }

    private static List<NameChange> names(PolicyChart before, PolicyChart after) {
        return NameChart.isNeededFor(before.policy()) || NameChart.isNeededFor(after.policy())
                ? NameDiff.between(NameChart.of(before.policy()), NameChart.of(after.policy()))
                : List.of();
    }

    /// Whether the two policies treat every destination alike.
    public boolean isEmpty() {
        return changes.isEmpty() && names.isEmpty();
    }
}
