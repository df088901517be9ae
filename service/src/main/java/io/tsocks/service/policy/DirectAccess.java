package io.tsocks.service.policy;

import io.tsocks.engine.Action;
import io.tsocks.engine.HostDecision;
import io.tsocks.engine.ServerWay;
import io.tsocks.engine.analysis.NameVerdict;
import io.tsocks.engine.analysis.PolicyDiff;
import io.tsocks.engine.analysis.Verdict;

/// What a change of the policy lets out: destinations that went through a server or nowhere, and
/// would now be connected to directly. For a name whose address would now decide, nothing proves
/// that it does not go directly, so it counts.
public final class DirectAccess {

    private DirectAccess() {}

    /// Whether the change opens direct access to any destination.
    public static boolean isOpenedBy(PolicyDiff diff) {
        return diff.changes().stream().anyMatch(DirectAccess::opens)
                || diff.names().stream().anyMatch(DirectAccess::opens)
                || diff.ways().stream().anyMatch(DirectAccess::opens);
    }

    /// How many regions, groups of names and servers it opens.
    public static long count(PolicyDiff diff) {
        return diff.changes().stream().filter(DirectAccess::opens).count()
                + diff.names().stream().filter(DirectAccess::opens).count()
                + diff.ways().stream().filter(DirectAccess::opens).count();
    }

    private static boolean opens(PolicyDiff.Change change) {
        return isDirect(change.after()) && !isDirect(change.before());
    }

    private static boolean isDirect(Verdict verdict) {
        return verdict.action() instanceof Action.Direct;
    }

    private static boolean opens(PolicyDiff.NameChange change) {
        return mayBeDirect(change.after()) && !mayBeDirect(change.before());
    }

    private static boolean mayBeDirect(NameVerdict verdict) {
        return switch (verdict.example().decision()) {
            case HostDecision.Decided decided ->
                    decided.decision().action() instanceof Action.Direct;
            case HostDecision.NeedsAddress _ -> true;
        };
    }

    private static boolean opens(PolicyDiff.WayChange change) {
        return isDirect(change.after()) && !isDirect(change.before());
    }

    private static boolean isDirect(ServerWay way) {
        return switch (way) {
            case ServerWay.Local _, ServerWay.Direct _ -> true;
            case ServerWay.Through _, ServerWay.Nowhere _ -> false;
        };
    }
}
