package io.tsocks.engine;

import io.tsocks.net.PortRange;
import java.util.stream.IntStream;

/// Overlapping claims of ports: if several owners claim a port, the one with the smallest number
/// has it. O(n log n) for n claims.
final class PortOverlay {

    private final Claims claims = new Claims();

    PortOverlay add(PortRange ports, int owner) {
        claims.add(owner, ports.first(), ports.last());
        return this;
    }

    /// Adds the owners of a port map, except the one that stands for no owner.
    PortOverlay add(PortMap map, int nobody) {
        for (int piece = 0; piece < map.size(); piece++) {
            if (map.owner(piece) != nobody) {
                claims.add(map.owner(piece), map.first(piece), map.last(piece));
            }
        }
        return this;
    }

    /// The owner of each port; each port must be claimed.
    PortMap owners() {
        PortMap.Painter painter = new PortMap.Painter();
        walk((port, inForce) -> painter.add(port, inForce.smallestOwner(port)));
        return painter.map();
    }

    /// The next owner of each port, which would have it without the first one; [OwnerHeap#NOBODY]
    /// if there is none. No owner may claim a port twice.
    PortMap nextOwners() {
        PortMap.Painter painter = new PortMap.Painter();
        walk(
                (port, inForce) -> {
                    inForce.smallestOwner(port);
                    painter.add(port, inForce.secondOwner(port));
                });
        return painter.map();
    }

    private void walk(PortWalk.Edge to) {
        new PortWalk(claims, IntStream.range(0, claims.size()).toArray()).walk(0, to);
    }
}
