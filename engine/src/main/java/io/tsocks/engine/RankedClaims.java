package io.tsocks.engine;

/// Claims whose addresses are ranks: places in the list of all addresses at which a claim starts or
/// has just ended. From one rank to the next, nothing changes.
final class RankedClaims {

    private final Claims claims;
    private final int[] from;
    private final int[] to;
    private final int ranks;

    /// @param from the rank at which each claim starts
    /// @param to the rank before which each claim ends
    /// @param ranks how many ranks there are; each is covered by some claim with all ports
    RankedClaims(Claims claims, int[] from, int[] to, int ranks) {
        this.claims = claims;
        this.from = from;
        this.to = to;
        this.ranks = ranks;
    }

    Claims claims() {
        return claims;
    }

    int ranks() {
        return ranks;
    }

    int from(int claim) {
        return from[claim];
    }

    int to(int claim) {
        return to[claim];
    }

    /// The claims by the rank at which they start: a counting sort.
    int[] byStart() {
        int[] place = new int[ranks + 2];
        for (int rank : from) {
            place[rank + 1]++;
        }
        for (int rank = 1; rank < place.length; rank++) {
            place[rank] += place[rank - 1];
        }
        int[] order = new int[from.length];
        for (int claim = 0; claim < from.length; claim++) {
            order[place[from[claim]]++] = claim;
        }
        return order;
    }
}
