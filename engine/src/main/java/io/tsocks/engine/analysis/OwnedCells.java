package io.tsocks.engine.analysis;

import io.tsocks.engine.Partition;
import io.tsocks.engine.PolicyMap;
import io.tsocks.engine.PortMap;
import io.tsocks.net.Address;
import io.tsocks.net.PortRange;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Walks in order over the cells of a map that lie in some ranges, cut to these.
final class OwnedCells {

    private final PolicyMap map;
    private final Iterator<AddressRange> ranges;
    private final PortSet wanted;
    private @Nullable Partition cells;
    private AddressRange range = AddressRange.IP4;
    private AddressRange current = AddressRange.IP4;
    private int cell;
    private int lastCell = -1;

    /// @param wanted the ports that count
    OwnedCells(PolicyMap map, List<AddressRange> ranges, PortSet wanted) {
        this.map = map;
        this.ranges = ranges.iterator();
        this.wanted = wanted;
    }

    /// Consecutive ports of a cell with one owner.
    record Ports(int first, int last, int owner) {}

    /// Moves to the next cell.
    ///
    /// @return whether there is one
    boolean next() {
        do {
            if (cell >= lastCell && !nextRange()) {
                return false;
            }
            if (cells != null) {
                cell++;
                current = cut(cells);
            }
        } while (AddressRange.MAPPED.contains(current));
        return true;
    }

    private boolean nextRange() {
        if (!ranges.hasNext()) {
            return false;
        }
        range = ranges.next();
        Partition partition = partitionOf(range.first());
        cells = partition;
        cell = partition.cellOf(range.first()) - 1;
        lastCell = partition.cellOf(range.last());
        return true;
    }

    private Partition partitionOf(Address address) {
        return switch (address) {
            case Address.Ip4 ignored -> map.ip4();
            case Address.Ip6 ignored -> map.ip6();
        };
    }

    private AddressRange cut(Partition partition) {
        Address first = partition.first(cell);
        Address last = partition.last(cell);
        return new AddressRange(
                first.compareTo(range.first()) < 0 ? range.first() : first,
                last.compareTo(range.last()) > 0 ? range.last() : last);
    }

    AddressRange addresses() {
        return current;
    }

    Address first() {
        return current.first();
    }

    /// The owners of the wanted ports, from the lowest port.
    List<Ports> ports() {
        if (cells == null) {
            throw new IllegalStateException("before the first cell");
        }
        PortMap owners = cells.ports(cell);
        List<Ports> ports = new ArrayList<>(1);
        for (PortRange asked : wanted.ranges()) {
            for (int i = 0; i < owners.size(); i++) {
                int first = Math.max(asked.first(), owners.first(i));
                int last = Math.min(asked.last(), owners.last(i));
                if (first <= last) {
                    ports.add(new Ports(first, last, owners.owner(i)));
                }
            }
        }
        return ports;
    }
}
