package io.tsocks.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// Finds networks whose destinations would have the same route without them.
final class Redundancy {

    private final Owners owners;
    private final Route[] routes;
    private final BitSet changing = new BitSet();
    private long[] supports = new long[64];
    private int size;

    private Redundancy(Owners owners, Route[] routes) {
        this.owners = owners;
        this.routes = routes;
    }

    /// The networks that can go, with the owners who would decide in their place.
    ///
    /// @param draft of the policy by statement
    /// @param dead owners who decide nothing and count as gone
    static List<RuleUse.Idle> of(Policy policy, MapDraft draft, BitSet dead) {
        Redundancy redundancy = new Redundancy(draft.owners(), routes(policy, draft.owners()));
        draft.walkLayers(dead, redundancy::take);
        return redundancy.removable();
    }

    /// One route for all networks of a path.
    private static Route[] routes(Policy policy, Owners owners) {
        Route[] routes = new Route[owners.size()];
        for (int i = 0; i < owners.rules().size(); i++) {
            Route route = Decision.of(owners.rules().get(i), policy, Decision.Family.IP4);
            Arrays.fill(routes, owners.firstOf(i), owners.firstOf(i + 1), route);
        }
        return routes;
    }

    private void take(int owner, int next) {
        if (changing.get(owner)) {
            return;
        }
        if (next == Layers.NOBODY || !routes[owner].hasSameEffect(routes[next])) {
            changing.set(owner);
            return;
        }
        long support = (long) owner << 32 | next;
        if (size > 0 && supports[size - 1] == support) {
            return;
        }
        if (size == supports.length) {
            supports = Arrays.copyOf(supports, size * 2);
        }
        supports[size++] = support;
    }

    /// From the rule asked last to the first, so that of two that could each go for the other's
    /// sake the first stays. One that another's removal relies on stays as well.
    private List<RuleUse.Idle> removable() {
        long[] sorted = Arrays.stream(supports, 0, size).sorted().distinct().toArray();
        BitSet gone = new BitSet();
        BitSet needed = new BitSet();
        List<RuleUse.Idle> idle = new ArrayList<>();
        for (int end = sorted.length; end > 0; ) {
            int owner = (int) (sorted[end - 1] >>> 32);
            int start = end;
            while (start > 0 && (int) (sorted[start - 1] >>> 32) == owner) {
                start--;
            }
            int[] below = Arrays.stream(sorted, start, end).mapToInt(s -> (int) s).toArray();
            if (canGo(owner) && !needed.get(owner) && Arrays.stream(below).noneMatch(gone::get)) {
                gone.set(owner);
                Arrays.stream(below).forEach(needed::set);
                idle.add(
                        new RuleUse.Idle(
                                owners.get(owner),
                                Arrays.stream(below).mapToObj(owners::get).toList()));
            }
            end = start;
        }
        return idle.reversed();
    }

    private boolean canGo(int owner) {
        return !changing.get(owner) && owners.get(owner).network().isPresent();
    }
}
