package io.tsocks.engine;

/// Walks once over the addresses and finds the owners of the ports at each rank. O(n log n) for n
/// claims; claims with ports take longer the more they overlap.
final class Sweep {

    private final RankedClaims ranked;
    private final OwnerHeap allPorts = new OwnerHeap();
    private final ActivePorts somePorts;

    Sweep(RankedClaims ranked, PortMaps maps) {
        this.ranked = ranked;
        this.somePorts = new ActivePorts(ranked, maps);
    }

    /// The number of the port map at each rank.
    int[] run() {
        int[] order = ranked.byStart();
        int[] numbers = new int[ranked.ranks()];
        int next = 0;
        for (int rank = 0; rank < numbers.length; rank++) {
            somePorts.dropEnded(rank);
            for (; next < order.length && ranked.from(order[next]) == rank; next++) {
                start(order[next]);
            }
            numbers[rank] = somePorts.mapOver(allPorts.smallestOwner(rank));
        }
        return numbers;
    }

    private void start(int claim) {
        if (ranked.claims().hasAllPorts(claim)) {
            allPorts.add(ranked.claims().owner(claim), ranked.to(claim));
        } else {
            somePorts.add(claim);
        }
    }
}
