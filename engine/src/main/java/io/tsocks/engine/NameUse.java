package io.tsocks.engine;

import java.util.List;

/// Which lines about names could go without changing what the policy says of any name: those that
/// never decide, and those whose names would have the same decision without them. Whichever of them
/// go, one or some or all, no name has another decision.
///
/// @param dead the lines that decide no name, in the order in which the policy asks them
/// @param redundant the lines that decide some names, all of which would have the same decision
///     without them
public record NameUse(List<Idle> dead, List<Idle> redundant) {

    public NameUse {
        dead = List.copyOf(dead);
        redundant = List.copyOf(redundant);
    }

    /// A line that could go.
    ///
    /// @param owner a local pattern, or a path with one of its patterns
    /// @param because for a dead line those that decide in its place, none for names that are
    ///     loopback addresses; for a redundant one those that would, none if the policy says the
    ///     same of names that no line names; in the order in which the policy asks
    public record Idle(NameMap.Owner owner, List<NameMap.Owner> because) {
        public Idle {
            because = List.copyOf(because);
        }
    }

    /// Judges every line about names.
    public static NameUse of(Policy policy) {
        return policy.namesHosts()
                ? new NameJudge(policy).judge()
                : new NameUse(List.of(), List.of());
    }
}
