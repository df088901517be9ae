package io.tsocks.engine.analysis;

import io.tsocks.engine.PortMap;

/// Walks once over the ports of two port maps.
final class PortPairs {

    private PortPairs() {}

    /// Receives ranges of ports, each with one owner in either map.
    interface Visitor {
        /// Receives a range.
        ///
        /// @param first 1 to 65535
        void visit(int first, int last, int leftOwner, int rightOwner);
    }

    static void walk(PortMap left, PortMap right, Visitor visitor) {
        int i = 0;
        int j = 0;
        int first = 1;
        while (first <= 65535) {
            while (left.last(i) < first) {
                i++;
            }
            while (right.last(j) < first) {
                j++;
            }
            int last = Math.min(left.last(i), right.last(j));
            visitor.visit(first, last, left.owner(i), right.owner(j));
            first = last + 1;
        }
    }
}
