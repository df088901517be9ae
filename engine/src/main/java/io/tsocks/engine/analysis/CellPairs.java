package io.tsocks.engine.analysis;

import io.tsocks.engine.Partition;
import io.tsocks.engine.PortMap;
import io.tsocks.net.Address;

/// Walks once over the cells of two partitions of one family.
final class CellPairs {

    private CellPairs() {}

    /// Receives ranges of addresses, each within one cell of either partition.
    interface Visitor {
        void visit(AddressRange addresses, PortMap left, PortMap right);
    }

    static void walk(Partition left, Partition right, Visitor visitor) {
        int i = 0;
        int j = 0;
        Address first = left.first(0);
        while (true) {
            int order = left.last(i).compareTo(right.last(j));
            Address last = order < 0 ? left.last(i) : right.last(j);
            visitor.visit(new AddressRange(first, last), left.ports(i), right.ports(j));
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
            if (i == left.size()) {
                return;
            }
            first = order <= 0 ? left.first(i) : right.first(j);
        }
    }
}
