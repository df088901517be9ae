package io.tsocks.engine;

import java.util.HashMap;
import java.util.Map;

/// The claims with ports that are in force during a sweep, and the port map that they make over an
/// owner of all ports. The map is made again only when the claims have changed.
final class ActivePorts {

    private final ActiveClaims active;
    private final PortMaps maps;
    private final Map<Integer, Integer> numberOverOwner = new HashMap<>();

    ActivePorts(RankedClaims ranked, PortMaps maps) {
        this.active = new ActiveClaims(ranked);
        this.maps = maps;
    }

    void add(int claim) {
        active.add(claim);
        numberOverOwner.clear();
    }

    void dropEnded(int rank) {
        if (active.dropEnded(rank)) {
            numberOverOwner.clear();
        }
    }

    /// The number of the port map in which `base` owns all ports that no smaller owner has.
    int mapOver(int base) {
        return active.isEmpty() ? base : numberOverOwner.computeIfAbsent(base, this::paint);
    }

    private int paint(int base) {
        PortMap.Painter painter = new PortMap.Painter();
        active.before(base)
                .over(base)
                .walk(0, (port, inForce) -> painter.add(port, inForce.smallestOwner(port)));
        return maps.number(painter.map());
    }
}
