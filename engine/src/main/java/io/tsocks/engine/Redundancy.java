package io.tsocks.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;

/// Finds networks whose destinations would have the same route without them, whether or not the
/// dead networks are still there.
final class Redundancy {

    private final Owners owners;
    private final OwnerActions actions;
    private final BitSet dead;
    private final IntPredicate mayHoldServer;
    private final BitSet changing = new BitSet();
    private long[] supports = new long[64];
    private int size;

    private Redundancy(
            Owners owners, OwnerActions actions, BitSet dead, IntPredicate mayHoldServer) {
        this.owners = owners;
        this.actions = actions;
        this.dead = dead;
        this.mayHoldServer = mayHoldServer;
    }

    /// The networks that can go, with the owners that would decide in their place.
    ///
    /// @param draft the policy's draft by statement
    /// @param dead owners that decide nothing; they may stay or go
    /// @param silent those dead owners that would give each of their destinations the route that it
    ///     has anyway, so that it does not matter whether they are there
    /// @param mayHoldServer which local networks a server of the policy may be in
    static List<RuleUse.Idle> of(
            MapDraft draft,
            OwnerActions actions,
            BitSet dead,
            BitSet silent,
            IntPredicate mayHoldServer) {
        Redundancy redundancy = new Redundancy(draft.owners(), actions, dead, mayHoldServer);
        for (Family family : Family.values()) {
            draft.walkLayers(family, silent, (owner, next) -> redundancy.take(family, owner, next));
        }
        return redundancy.removable();
    }

    /// Judges a piece by its next owner. A network does not rely on a dead one, because that may
    /// go.
    private void take(Family family, int owner, int next) {
        if (changing.get(owner)) {
            return;
        }
        if (next == Layers.NOBODY || dead.get(next) || !actions.agree(family, owner, next)) {
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

    /// The networks that can go, found from the rule asked last to the first. If each of two
    /// networks makes the other redundant, the first stays. A network also stays if the removal of
    /// another relies on it.
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
            if (!needed.get(owner)
                    && canGo(owner, below)
                    && Arrays.stream(below).noneMatch(gone::get)) {
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

    /// Whether an owner can go. A server must stay in some local network: a network that may
    /// contain one goes only if other local networks contain all of its addresses.
    private boolean canGo(int owner, int[] below) {
        return !changing.get(owner)
                && owners.get(owner).network().isPresent()
                && (!mayHoldServer.test(owner) || Arrays.stream(below).allMatch(this::isLocal));
    }

    private boolean isLocal(int owner) {
        return owners.rules().get(owners.ruleOf(owner)) instanceof Rule.Local;
    }
}
