package io.tsocks.engine;

import java.util.Arrays;

/// Walks once over the addresses, given as ranks of the places where a claim starts or ends, and
/// finds at each rank who owns which ports. O(n log n) for n claims, and for those with ports as
/// much more as they overlap each other.
final class Sweep {

    private final Claims claims;
    private final int[] from;
    private final int[] to;
    private final OwnerHeap allPorts;
    private final ActivePorts somePorts;

    /// @param from the rank at which each claim starts
    /// @param to the rank before which each claim ends
    Sweep(Claims claims, int[] from, int[] to, PortMaps maps) {
        this.claims = claims;
        this.from = from;
        this.to = to;
        this.allPorts = new OwnerHeap();
        this.somePorts = new ActivePorts(claims, to, maps);
    }

    /// The number of the port map at each rank.
    ///
    /// @param ranks how many ranks there are; some claim covers each with all ports
    int[] run(int ranks) {
        int[] order = byStart(ranks);
        int[] numbers = new int[ranks];
        int next = 0;
        for (int rank = 0; rank < ranks; rank++) {
            somePorts.dropEnded(rank);
            for (; next < order.length && from[order[next]] == rank; next++) {
                int claim = order[next];
                if (claims.hasAllPorts(claim)) {
                    allPorts.add(claims.owner(claim), to[claim]);
                } else {
                    somePorts.add(claim);
                }
            }
            numbers[rank] = somePorts.mapOver(allPorts.smallestOwner(rank));
        }
        return numbers;
    }

    /// The claims by the rank at which they start: a counting sort.
    private int[] byStart(int ranks) {
        int[] place = new int[ranks + 1];
        for (int rank : from) {
            place[rank + 1]++;
        }
        Arrays.parallelPrefix(place, Integer::sum);
        int[] order = new int[from.length];
        for (int claim = 0; claim < from.length; claim++) {
            order[place[from[claim]]++] = claim;
        }
        return order;
    }
}
