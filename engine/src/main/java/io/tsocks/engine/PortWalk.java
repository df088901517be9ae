package io.tsocks.engine;

import java.util.Arrays;
import java.util.stream.IntStream;

/// The same walk over ports as over addresses: port 0 and every port at which one of some claims
/// starts or has just ended, with the claims in force from there on.
final class PortWalk {

    private final Claims claims;

    /// By first port; the claim is in the lower half.
    private final long[] byStart;

    private final OwnerHeap inForce = new OwnerHeap();

    PortWalk(Claims claims, int[] chosen) {
        this.claims = claims;
        this.byStart =
                Arrays.stream(chosen)
                        .mapToLong(claim -> (long) claims.firstPort(claim) << 32 | claim)
                        .sorted()
                        .toArray();
    }

    /// Whether there are no claims, so that nothing depends on the port.
    boolean isEmpty() {
        return byStart.length == 0;
    }

    /// Adds an owner of all ports.
    PortWalk over(int owner) {
        inForce.add(owner, Integer.MAX_VALUE);
        return this;
    }

    /// Takes a port from which on the same claims are in force.
    interface Edge {
        /// Takes it.
        void take(int port, OwnerHeap inForce);
    }

    /// Walks from port 0 upwards, once.
    void walk(Edge to) {
        int next = 0;
        for (int port : edges()) {
            for (; next < byStart.length && byStart[next] >>> 32 == port; next++) {
                int claim = (int) byStart[next];
                inForce.add(claims.owner(claim), claims.lastPort(claim) + 1);
            }
            to.take(port, inForce);
        }
    }

    /// In order, each once.
    private int[] edges() {
        return IntStream.concat(
                        IntStream.of(0),
                        Arrays.stream(byStart)
                                .mapToInt(entry -> (int) entry)
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
