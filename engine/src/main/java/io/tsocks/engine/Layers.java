package io.tsocks.engine;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/// Walks once over the addresses and finds, for each piece of addresses and ports, the owner and
/// the next owner, which would own the piece without the first. Port 0, a question without a port,
/// is left out. [Sweep] is faster but finds only the owner.
///
/// No owner may claim an address and port twice.
final class Layers {

    /// There is no next owner.
    static final int NOBODY = OwnerHeap.NOBODY;

    private final RankedClaims ranked;
    private final BitSet absent;
    private final Piece to;
    private final OwnerHeap allPorts = new OwnerHeap();
    private final ActiveClaims somePorts;

    /// The owners over which the same claims with ports have been passed on already.
    private final Set<Long> handedOn = new HashSet<>();

    private Layers(RankedClaims ranked, BitSet absent, Piece to) {
        this.ranked = ranked;
        this.absent = absent;
        this.to = to;
        this.somePorts = new ActiveClaims(ranked);
    }

    /// Receives pieces of the space.
    interface Piece {
        /// Receives a piece.
        ///
        /// @param next the owner if `owner` did not claim it, or [#NOBODY]
        void take(int owner, int next);
    }

    /// Passes on every piece; one that spans several ranks may come several times.
    ///
    /// @param absent owners that do not count; the last owner is never among them
    static void walk(RankedClaims ranked, BitSet absent, Piece to) {
        new Layers(ranked, absent, to).walk();
    }

    private void walk() {
        int[] order = ranked.byStart();
        int next = 0;
        for (int rank = 0; rank < ranked.ranks(); rank++) {
            if (somePorts.dropEnded(rank)) {
                handedOn.clear();
            }
            for (; next < order.length && ranked.from(order[next]) == rank; next++) {
                start(order[next]);
            }
            handOn(allPorts.smallestOwner(rank), allPorts.secondOwner(rank));
        }
    }

    private void start(int claim) {
        int owner = ranked.claims().owner(claim);
        if (absent.get(owner)) {
            return;
        }
        if (ranked.claims().hasAllPorts(claim)) {
            allPorts.add(owner, ranked.to(claim));
        } else {
            somePorts.add(claim);
            handedOn.clear();
        }
    }

    private void handOn(int first, int second) {
        if (somePorts.isEmpty()) {
            to.take(first, second);
        } else if (handedOn.add((long) first << 32 | second)) {
            overPorts(first, second);
        }
    }

    private void overPorts(int first, int second) {
        PortWalk ports = somePorts.before(second).over(first);
        if (second != NOBODY) {
            ports.over(second);
        }
        ports.walk(
                1,
                (port, inForce) -> to.take(inForce.smallestOwner(port), inForce.secondOwner(port)));
    }
}
