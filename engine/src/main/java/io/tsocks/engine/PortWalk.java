package io.tsocks.engine;

import java.util.Arrays;

/// A walk over ports, like the one over addresses: visits the first port and every port at which a
/// claim starts or has just ended, with the claims in force from there on.
final class PortWalk {

    private static final int LAST_PORT = 65535;

    private final Claims claims;

    /// Sorted by first port, which is in the upper half; the claim is in the lower half.
    private final long[] byStart;

    private final OwnerHeap inForce = new OwnerHeap();

    PortWalk(Claims claims, int[] chosen) {
        this.claims = claims;
        this.byStart = new long[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            byStart[i] = (long) claims.firstPort(chosen[i]) << 32 | chosen[i];
        }
        Arrays.sort(byStart);
    }

    /// Adds an owner of all ports.
    PortWalk over(int owner) {
        inForce.add(owner, Integer.MAX_VALUE);
        return this;
    }

    /// Receives ports at which the claims in force change.
    interface Edge {
        /// Receives a port and the claims in force from there on.
        void take(int port, OwnerHeap inForce);
    }

    /// Walks upwards, once.
    ///
    /// @param first where the walk starts: 0, a question without a port, or 1
    void walk(int first, Edge to) {
        int next = 0;
        int before = -1;
        for (int port : edges(first)) {
            if (port == before) {
                continue;
            }
            before = port;
            for (; next < byStart.length && byStart[next] >>> 32 == port; next++) {
                int claim = (int) byStart[next];
                inForce.add(claims.owner(claim), claims.lastPort(claim) + 1);
            }
            to.take(port, inForce);
        }
    }

    /// The ports to visit, in order; some come twice.
    private int[] edges(int first) {
        int[] edges = new int[2 * byStart.length + 1];
        edges[0] = first;
        int count = 1;
        for (long entry : byStart) {
            edges[count++] = claims.firstPort((int) entry);
            edges[count++] = claims.lastPort((int) entry) + 1;
        }
        Arrays.sort(edges, 0, count);
        while (edges[count - 1] > LAST_PORT) {
            count--;
        }
        return Arrays.copyOf(edges, count);
    }
}
