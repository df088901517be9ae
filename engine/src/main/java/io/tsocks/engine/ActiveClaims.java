package io.tsocks.engine;

import java.util.Arrays;

/// The claims with ports that are in force at a rank of a walk over the addresses. Except in very
/// odd policies, few are in force at a time.
final class ActiveClaims {

    private final RankedClaims ranked;
    private int[] active = new int[16];
    private int size;
    private int firstEnd = Integer.MAX_VALUE;

    ActiveClaims(RankedClaims ranked) {
        this.ranked = ranked;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void add(int claim) {
        if (size == active.length) {
            active = Arrays.copyOf(active, size * 2);
        }
        active[size++] = claim;
        firstEnd = Math.min(firstEnd, ranked.to(claim));
    }

    /// Drops the claims that have ended.
    ///
    /// @return whether any had ended
    boolean dropEnded(int rank) {
        if (rank < firstEnd) {
            return false;
        }
        int kept = 0;
        firstEnd = Integer.MAX_VALUE;
        for (int i = 0; i < size; i++) {
            if (ranked.to(active[i]) > rank) {
                active[kept++] = active[i];
                firstEnd = Math.min(firstEnd, ranked.to(active[i]));
            }
        }
        size = kept;
        return true;
    }

    /// The claims in force that come before an owner, as a walk over their ports.
    PortWalk before(int owner) {
        Claims claims = ranked.claims();
        int[] chosen = new int[size];
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (claims.owner(active[i]) < owner) {
                chosen[count++] = active[i];
            }
        }
        return new PortWalk(claims, Arrays.copyOf(chosen, count));
    }
}
