package io.tsocks.engine;

/// Finds the cell of an IPv6 address: a root table over the bits in which the cells' starts differ
/// most, then a binary search. Real tables use a narrow part of the space, so the root covers only
/// what lies between the second start and the last.
final class Ip6Lookup {

    private static final int ROOT_BITS = 16;

    /// Below this many cells a plain binary search is as fast, and needs no root table.
    private static final int FEW = 1024;

    private final long[] high;
    private final long[] low;
    private final int[] numbers;
    private final long base;
    private final int shift;

    /// For each value of the root bits, the last cell that starts at or before it; empty if there
    /// are few cells.
    private final int[] root;

    Ip6Lookup(Partition.Ip6 cells) {
        this.high = cells.high();
        this.low = cells.low();
        this.numbers = cells.numbers();
        this.base = high.length > 1 ? high[1] : 0;
        long span = high[high.length - 1] - base;
        this.shift = Math.max(0, 64 - Long.numberOfLeadingZeros(span) - ROOT_BITS);
        this.root = new int[high.length < FEW ? 0 : (int) (span >>> shift) + 2];
        fillRoot();
    }

    private void fillRoot() {
        for (int slot = 0; slot < root.length - 1; slot++) {
            root[slot] = Cells.last(high, low, 0, high.length, base + ((long) slot << shift), 0);
        }
        if (root.length > 0) {
            root[root.length - 1] = high.length - 1;
        }
    }

    /// The number of the port map for an address. Allocates nothing.
    int numberOf(long addressHigh, long addressLow) {
        int from = 0;
        int to = high.length;
        if (root.length > 0 && Long.compareUnsigned(addressHigh, base) >= 0) {
            long slot = (addressHigh - base) >>> shift;
            int known = knownSlot(slot);
            from = root[known];
            to = root[known + 1] + 1;
        }
        return numbers[Cells.last(high, low, from, to, addressHigh, addressLow)];
    }

    private int knownSlot(long slot) {
        int last = root.length - 2;
        return Long.compareUnsigned(slot, last) < 0 ? (int) slot : last;
    }

    /// The size of the arrays in bytes, for measurements.
    long bytes() {
        return 8L * (high.length + low.length) + 4L * (numbers.length + root.length);
    }
}
