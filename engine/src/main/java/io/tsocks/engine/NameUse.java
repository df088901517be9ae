package io.tsocks.engine;

import java.util.List;

/// The lines about names that could go without changing the policy's answer for any name: lines
/// that never decide, and lines whose names would have the same decision without them. Any of these
/// lines may go, alone or together, and no decision about a name changes.
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
    /// @param because for a dead line, the lines that decide in its place, or none if its names are
    ///     loopback addresses; for a redundant line, those that would decide in its place, or none
    ///     if the policy gives the same answer for names that no line lists; in the order in which
    ///     the policy asks
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
