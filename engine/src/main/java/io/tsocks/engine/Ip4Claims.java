package io.tsocks.engine;

import io.tsocks.grammar.Network;
import io.tsocks.grammar.PortRange;
import java.util.Arrays;

/// The claims on IPv4 addresses. A network with a non-contiguous mask is as many intervals as it
/// has runs of addresses, where those are few enough.
final class Ip4Claims {

    /// Up to this many intervals are made of one network.
    private static final int MOST_RUNS_OF_ONE = 4096;

    /// Up to this many intervals are made of all networks with non-contiguous masks.
    private static final int MOST_RUNS = 1 << 20;

    /// Flips the sign, so that signed order is the order of addresses.
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

    /// The bits that a mask leaves open above the lowest bit that it fixes.
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

    /// Divides the addresses between the claims, some of which must cover them all.
    Partition.Ip4 divide(PortMaps maps) {
        int size = claims.size();
        int[] edges = edges(size);
        int[] numbers = new Sweep(ranked(edges), maps).run();
        return joined(edges, numbers, maps);
    }

    /// The claims with ranks for addresses.
    RankedClaims ranked() {
        return ranked(edges(claims.size()));
    }

    private RankedClaims ranked(int[] edges) {
        int size = claims.size();
        int[] from = new int[size];
        int[] to = new int[size];
        for (int claim = 0; claim < size; claim++) {
            from[claim] = Arrays.binarySearch(edges, first[claim]);
            to[claim] =
                    last[claim] == Integer.MAX_VALUE
                            ? edges.length
                            : Arrays.binarySearch(edges, last[claim] + 1);
        }
        return new RankedClaims(claims, from, to, edges.length);
    }

    /// Where a claim starts or has just ended, in order, each once.
    private int[] edges(int size) {
        int[] all = new int[2 * size];
        System.arraycopy(first, 0, all, 0, size);
        int count = size;
        for (int claim = 0; claim < size; claim++) {
            if (last[claim] != Integer.MAX_VALUE) {
                all[count++] = last[claim] + 1;
            }
        }
        Arrays.sort(all, 0, count);
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (kept == 0 || all[kept - 1] != all[i]) {
                all[kept++] = all[i];
            }
        }
        return Arrays.copyOf(all, kept);
    }

    private static Partition.Ip4 joined(int[] edges, int[] numbers, PortMaps maps) {
        int kept = 0;
        for (int i = 0; i < edges.length; i++) {
            if (kept == 0 || numbers[kept - 1] != numbers[i]) {
                edges[kept] = edges[i] ^ SIGN;
                numbers[kept++] = numbers[i];
            }
        }
        return new Partition.Ip4(Arrays.copyOf(edges, kept), Arrays.copyOf(numbers, kept), maps);
    }
}
