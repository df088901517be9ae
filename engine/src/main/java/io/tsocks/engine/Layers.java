package io.tsocks.engine;

import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Walks once over the addresses and finds for each piece of addresses and ports who owns it, and
/// who would if the owner did not. [Sweep] is the faster walk for those who need the owner only.
final class Layers {

    /// There is nobody below.
    static final int NOBODY = Integer.MAX_VALUE;

    private final RankedClaims ranked;
    private final BitSet absent;
    private final Piece to;
    private final TreeMap<Integer, Integer> allPorts = new TreeMap<>();
    private final Set<Integer> somePorts = new TreeSet<>();

    private Layers(RankedClaims ranked, BitSet absent, Piece to) {
        this.ranked = ranked;
        this.absent = absent;
        this.to = to;
    }

    /// Takes a piece of the space.
    interface Piece {
        /// Takes it.
        ///
        /// @param next who owns it without `owner`, or [#NOBODY]
        void take(int owner, int next);
    }

    /// Hands on every piece; one that lasts over several ranks comes several times.
    ///
    /// @param absent owners who do not count; the last is never among them
    static void walk(RankedClaims ranked, BitSet absent, Piece to) {
        new Layers(ranked, absent, to).walk();
    }

    private void walk() {
        int[] starts = ranked.byStart();
        int[] ends = ranked.byEnd();
        int nextStart = 0;
        int nextEnd = 0;
        for (int rank = 0; rank < ranked.ranks(); rank++) {
            for (; nextEnd < ends.length && ranked.to(ends[nextEnd]) == rank; nextEnd++) {
                end(ends[nextEnd]);
            }
            for (;
                    nextStart < starts.length && ranked.from(starts[nextStart]) == rank;
                    nextStart++) {
                start(starts[nextStart]);
            }
            handOn();
        }
    }

    private void start(int claim) {
        int owner = ranked.claims().owner(claim);
        if (absent.get(owner)) {
            return;
        }
        if (ranked.claims().hasAllPorts(claim)) {
            allPorts.merge(owner, 1, Integer::sum);
        } else {
            somePorts.add(claim);
        }
    }

    private void end(int claim) {
        if (ranked.claims().hasAllPorts(claim)) {
            allPorts.computeIfPresent(
                    ranked.claims().owner(claim), (_, count) -> count == 1 ? null : count - 1);
        } else {
            somePorts.remove(claim);
        }
    }

    private void handOn() {
        int first = allPorts.firstKey();
        Integer below = allPorts.higherKey(first);
        int second = below == null ? NOBODY : below;
        List<Integer> deciding =
                somePorts.stream().filter(claim -> ranked.claims().owner(claim) < second).toList();
        if (deciding.isEmpty()) {
            to.take(first, second);
            return;
        }
        portEdges(deciding).forEach(port -> handOn(port, first, second, deciding));
    }

    private void handOn(int port, int first, int second, List<Integer> deciding) {
        int[] two =
                IntStream.concat(
                                IntStream.of(first, second),
                                deciding.stream()
                                        .filter(claim -> covers(claim, port))
                                        .mapToInt(ranked.claims()::owner))
                        .sorted()
                        .distinct()
                        .limit(2)
                        .toArray();
        to.take(two[0], two[1]);
    }

    private boolean covers(int claim, int port) {
        return ranked.claims().firstPort(claim) <= port && port <= ranked.claims().lastPort(claim);
    }

    private IntStream portEdges(List<Integer> deciding) {
        return IntStream.concat(
                        IntStream.of(0),
                        deciding.stream()
                                .mapMultiToInt(
                                        (claim, edges) -> {
                                            edges.accept(ranked.claims().firstPort(claim));
                                            edges.accept(ranked.claims().lastPort(claim) + 1);
                                        }))
                .filter(port -> port <= 65535)
                .distinct();
    }
}
