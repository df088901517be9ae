package io.tsocks.engine.analysis;

import io.tsocks.engine.Policy;
import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.ServerWay;
import io.tsocks.engine.Upstream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The differences when one policy replaces another: all destinations whose outcome changes, and no
/// others. Two policies that treat all destinations alike have no changes, however their texts
/// differ.
///
/// @param changes ordered by the lowest address of each, IPv4 before IPv6; no destination is in two
///     changes, and no two changes have the same outcomes before and after
/// @param names the changes for names, which are compared if either policy has rules for names or
///     `remote_dns`; in the order of their domains, no name and port in two of them. If the address
///     decides in both policies, the changes of addresses apply to the names.
/// @param ways the servers of both policies that the new one reaches through other servers than the
///     old one; what goes through them changes its way
public record PolicyDiff(List<Change> changes, List<NameChange> names, List<WayChange> ways) {

    public PolicyDiff {
        changes = List.copyOf(changes);
        names = List.copyOf(names);
        ways = List.copyOf(ways);
    }

    /// A server that is reached otherwise.
    ///
    /// @param before the old policy's way to it, never [ServerWay.Nowhere]
    /// @param after the new policy's way to it, never [ServerWay.Nowhere]
    public record WayChange(ProxyServer server, ServerWay before, ServerWay after) {}

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
        return new PolicyDiff(
                new DiffWalk(before, after).run(),
                names(before, after),
                ways(before.policy(), after.policy()));
    }

    private static List<WayChange> ways(Policy before, Policy after) {
        Set<ProxyServer> kept = after.servers().collect(Collectors.toSet());
        return before.servers()
                .distinct()
                .filter(kept::contains)
                .map(server -> new WayChange(server, before.wayTo(server), after.wayTo(server)))
                .filter(change -> differ(change.before(), change.after()))
                .toList();
    }

    /// Whether two ways differ. What has no way is refused, which is a change of destinations.
    private static boolean differ(ServerWay before, ServerWay after) {
        return !(before instanceof ServerWay.Nowhere)
                && !(after instanceof ServerWay.Nowhere)
                && !next(before).equals(next(after));
    }

    private static Optional<Upstream> next(ServerWay way) {
        return way instanceof ServerWay.Through through
                ? Optional.of(through.upstream())
                : Optional.empty();
    }

    private static List<NameChange> names(PolicyChart before, PolicyChart after) {
        return NameChart.isNeededFor(before.policy()) || NameChart.isNeededFor(after.policy())
                ? NameDiff.between(NameChart.of(before.policy()), NameChart.of(after.policy()))
                : List.of();
    }

    /// Whether the two policies treat every destination alike.
    public boolean isEmpty() {
        return changes.isEmpty() && names.isEmpty() && ways.isEmpty();
    }
}
