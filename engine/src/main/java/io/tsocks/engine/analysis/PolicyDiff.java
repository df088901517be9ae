package io.tsocks.engine.analysis;

import java.util.List;

/// What becomes different when one policy takes another's place: every destination whose outcome
/// changes, and no other. Policies that treat all destinations alike have no changes, however their
/// texts differ.
///
/// @param changes by the lowest address of each, IPv4 before IPv6; no destination is in two of
///     them, and no two go from the same outcome to the same outcome
/// @param names what the policies say of names, which are compared if one of the two has rules for
///     names or `remote_dns`: in the order of their domains, no name and port in two of them. Where
///     the address decides in both, the changes of addresses are those of the names.
public record PolicyDiff(List<Change> changes, List<NameChange> names) {

    public PolicyDiff {
        changes = List.copyOf(changes);
        names = List.copyOf(names);
    }

    /// Names of which the policies say something else.
    ///
    /// @param where all of them
    /// @param before what the old policy says of them
    /// @param after what the new policy says of them; its example is the same name
    public record NameChange(NameTerritory where, NameVerdict before, NameVerdict after) {}

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
