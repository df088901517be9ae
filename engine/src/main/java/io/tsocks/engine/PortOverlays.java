package io.tsocks.engine;

import io.tsocks.net.PortRange;

/// Lays claims over port maps: of the owners of a port, the one of the smallest number has it.
final class PortOverlays {

    private final PortMaps maps;
    private final int owners;

    /// @param owners the number of owners of `maps`
    PortOverlays(PortMaps maps, int owners) {
        this.maps = maps;
        this.owners = owners;
    }

    /// The number of the map that a claim makes of another.
    ///
    /// @param base number of the map below
    int over(int base, PortRange ports, int owner) {
        boolean all = ports.equals(PortRange.ANY);
        if (base < owners && (all || base < owner)) {
            return Math.min(base, owner);
        }
        PortMap under = maps.get(base);
        return maps.number(
                all ? under.withOwners(old -> Math.min(old, owner)) : painted(under, ports, owner));
    }

    private static PortMap painted(PortMap under, PortRange ports, int owner) {
        PortMap.Painter painter = new PortMap.Painter();
        for (int piece = 0; piece < under.size(); piece++) {
            int first = under.first(piece);
            int last = under.last(piece);
            int old = under.owner(piece);
            if (old < owner || last < ports.first() || first > ports.last()) {
                painter.add(first, old);
                continue;
            }
            if (first < ports.first()) {
                painter.add(first, old);
            }
            painter.add(Math.max(first, ports.first()), owner);
            if (last > ports.last()) {
                painter.add(ports.last() + 1, old);
            }
        }
        return painter.map();
    }
}
