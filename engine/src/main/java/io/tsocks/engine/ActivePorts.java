package io.tsocks.engine;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/// The claims with ports that are in force during a sweep, and the port map that they make over an
/// owner of all ports. The map is made again only when the claims have changed.
final class ActivePorts {

    private final Claims claims;
    private final RankedClaims ranked;
    private final PortMaps maps;
    private final Map<Integer, Integer> numberOverOwner = new HashMap<>();
    private int[] active = new int[16];
    private int size;
    private int firstEnd = Integer.MAX_VALUE;

    ActivePorts(RankedClaims ranked, PortMaps maps) {
        this.claims = ranked.claims();
        this.ranked = ranked;
        this.maps = maps;
    }

    void add(int claim) {
        if (size == active.length) {
            active = Arrays.copyOf(active, size * 2);
        }
        active[size++] = claim;
        firstEnd = Math.min(firstEnd, ranked.to(claim));
        numberOverOwner.clear();
    }

    void dropEnded(int rank) {
        if (rank < firstEnd) {
            return;
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
        numberOverOwner.clear();
    }

    /// The number of the port map where `base` owns all ports that no smaller owner has.
    int mapOver(int base) {
        return size == 0 ? base : numberOverOwner.computeIfAbsent(base, this::paint);
    }

    /// The same walk over ports as over addresses.
    private int paint(int base) {
        int[] chosen = outranking(base);
        int[] edges = edges(chosen);
        OwnerHeap inForce = new OwnerHeap();
        inForce.add(base, Integer.MAX_VALUE);
        char[] starts = new char[edges.length];
        int[] owners = new int[edges.length];
        int next = 0;
        for (int i = 0; i < edges.length; i++) {
            for (; next < chosen.length && claims.firstPort(chosen[next]) == edges[i]; next++) {
                inForce.add(claims.owner(chosen[next]), claims.lastPort(chosen[next]) + 1);
            }
            starts[i] = (char) edges[i];
            owners[i] = inForce.smallestOwner(edges[i]);
        }
        return maps.number(PortMap.of(starts, owners, edges.length));
    }

    /// The active claims that come before `base`, by first port.
    private int[] outranking(int base) {
        return Arrays.stream(active, 0, size)
                .filter(claim -> claims.owner(claim) < base)
                .boxed()
                .sorted(Comparator.comparingInt(claims::firstPort))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /// Port 0 and every port at which a claim starts or has just ended.
    private int[] edges(int[] chosen) {
        return IntStream.concat(
                        IntStream.of(0),
                        Arrays.stream(chosen)
                                .flatMap(
                                        claim ->
                                                IntStream.of(
                                                        claims.firstPort(claim),
                                                        claims.lastPort(claim) + 1)))
                .filter(port -> port <= 65535)
                .sorted()
                .distinct()
                .toArray();
    }
}
