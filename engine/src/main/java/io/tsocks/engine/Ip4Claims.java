package io.tsocks.engine;

import io.tsocks.net.Network;
import io.tsocks.net.PortRange;
import java.util.Arrays;

/// The claims on IPv4 addresses. A network with a non-contiguous mask becomes one interval for each
/// of its runs of addresses, if these are few enough.
final class Ip4Claims {

    /// The most intervals that are made of one network.
    private static final int MOST_RUNS_OF_ONE = 4096;

    /// The most intervals that are made of all networks with non-contiguous masks together.
    private static final int MOST_RUNS = 1 << 18;

    /// Flips the sign bit, so that signed order is the order of addresses.
    private static final int SIGN = Integer.MIN_VALUE;

    private final Claims claims = new Claims();
    private int[] first = new int[16];
    private int[] last = new int[16];
    private int runs;

    /// Claims a network, unless its mask has too many holes.
    ///
    /// @return whether it could be claimed
    boolean add(Network.Ip4 network, PortRange ports, int owner) {
        int mask = network.mask();
        int hole = holes(mask);
        long count = 1L << Integer.bitCount(hole);
        if (count > 1) {
            if (count > MOST_RUNS_OF_ONE || runs + count > MOST_RUNS) {
                return false;
            }
            runs += (int) count;
        }
        int tail = ~mask & ~hole;
        int filling = 0;
        do {
            int start = network.address() | filling;
            add(start, start | tail, ports, owner);
            filling = (filling - hole) & hole;
        } while (filling != 0);
        return true;
    }

    /// The bits that a mask leaves free above the lowest bit that it fixes.
    private static int holes(int mask) {
        return ~mask & -Integer.lowestOneBit(mask);
    }

    private void add(int start, int end, PortRange ports, int owner) {
        int claim = claims.add(owner, ports.first(), ports.last());
        if (claim == first.length) {
            first = Arrays.copyOf(first, claim * 2);
            last = Arrays.copyOf(last, claim * 2);
        }
        first[claim] = start ^ SIGN;
        last[claim] = end ^ SIGN;
    }

    /// The claims by rank, and the address of each rank.
    static final class Ranking {

        private final RankedClaims claims;
        private final int[] edges;

        /// @param edges the addresses of the ranks, with the sign bit flipped
        Ranking(RankedClaims claims, int[] edges) {
            this.claims = claims;
            this.edges = edges;
        }

        RankedClaims claims() {
            return claims;
        }

        /// Divides the addresses between the claims, which together must cover all addresses.
        Partition.Ip4 divide(PortMaps maps) {
            return joined(edges, new Sweep(claims, maps).run(), maps);
        }
    }

    /// Ranks the addresses at which a claim starts or has just ended.
    Ranking ranking() {
        long[] places = places();
        int size = claims.size();
        int[] from = new int[size];
        int[] to = new int[size];
        Arrays.fill(to, Integer.MAX_VALUE);
        int[] edges = new int[places.length];
        int ranks = 0;
        for (long place : places) {
            int edge = (int) (place >> 32);
            if (ranks == 0 || edges[ranks - 1] != edge) {
                edges[ranks++] = edge;
            }
            int claim = (int) place >>> 1;
            ((place & 1) == 0 ? from : to)[claim] = ranks - 1;
        }
        for (int claim = 0; claim < size; claim++) {
            to[claim] = Math.min(to[claim], ranks);
        }
        return new Ranking(new RankedClaims(claims, from, to, ranks), Arrays.copyOf(edges, ranks));
    }

    /// The addresses at which a claim starts or has just ended, in order. Each number has the
    /// address in its upper half. The lower half is twice the claim, plus one if the claim has
    /// ended. A claim that ends with the last address has no entry for its end.
    private long[] places() {
        int size = claims.size();
        long[] places = new long[2 * size];
        int count = 0;
        for (int claim = 0; claim < size; claim++) {
            places[count++] = (long) first[claim] << 32 | 2L * claim;
            if (last[claim] != Integer.MAX_VALUE) {
                places[count++] = ((long) last[claim] + 1) << 32 | 2L * claim + 1;
            }
        }
        Arrays.sort(places, 0, count);
        return Arrays.copyOf(places, count);
    }

    private static Partition.Ip4 joined(int[] edges, int[] numbers, PortMaps maps) {
        int[] starts = new int[edges.length];
        for (int i = 0; i < edges.length; i++) {
            starts[i] = edges[i] ^ SIGN;
        }
        return Partition.Ip4.joined(starts, numbers, maps);
    }
}
