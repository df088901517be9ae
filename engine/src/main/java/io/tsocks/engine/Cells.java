package io.tsocks.engine;

/// Binary search among the first addresses of cells, in unsigned order.
final class Cells {

    private Cells() {}

    /// The last index, from `from` and below `to`, whose start is at most the address; `from` if
    /// there is none.
    static int last(int[] starts, int from, int to, int address) {
        int low = from;
        int high = to - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (Integer.compareUnsigned(starts[middle], address) <= 0) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /// The same for addresses of 128 bits.
    static int last(long[] highs, long[] lows, int from, int to, long high, long low) {
        int bottom = from;
        int top = to - 1;
        while (bottom < top) {
            int middle = (bottom + top + 1) >>> 1;
            int byHigh = Long.compareUnsigned(highs[middle], high);
            if (byHigh < 0 || (byHigh == 0 && Long.compareUnsigned(lows[middle], low) <= 0)) {
                bottom = middle;
            } else {
                top = middle - 1;
            }
        }
        return bottom;
    }
}
