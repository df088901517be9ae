package io.tsocks.engine;

/// Finds the cell of an IPv4 address: DXR (Zec, Rizzo and Mikuc, "DXR: Towards a Billion Routing
/// Lookups per Second in Software"). The first bits of the address select a chunk, and a binary
/// search among the chunk's cells does the rest. A cell is one number, so a search touches only one
/// array.
sealed interface Ip4Lookup {

    /// The number of the port map for an address. Allocates nothing.
    int numberOf(int address);

    /// The size of the arrays in bytes, for measurements.
    long bytes();

    /// Below this many cells a plain binary search is as fast, and needs no root table.
    int FEW = 1024;

    /// From this many cells on, two more bits of root are worth their memory.
    int MANY = 500_000;

    /// The lookup with the layout that fits the number of cells.
    ///
    /// @param numbers how many port maps there are
    static Ip4Lookup of(Partition.Ip4 cells, int numbers) {
        if (cells.size() < FEW) {
            return new Sorted(cells.starts(), cells.numbers());
        }
        int rootBits = cells.size() < MANY ? 16 : 18;
        return numbers <= 1 << 16 ? Narrow.of(cells, rootBits) : Wide.of(cells, rootBits);
    }

    /// Keeps starts and numbers in two arrays.
    final class Sorted implements Ip4Lookup {

        private final int[] starts;
        private final int[] numbers;

        private Sorted(int[] starts, int[] numbers) {
            this.starts = starts;
            this.numbers = numbers;
        }

        @Override
        public int numberOf(int address) {
            int low = 0;
            int length = starts.length;
            // No branch depends on the address: the processor would guess half of them wrong.
            while (length > 1) {
                int half = length >>> 1;
                low += Integer.compareUnsigned(starts[low + half], address) <= 0 ? half : 0;
                length -= half;
            }
            return numbers[low];
        }

        @Override
        public long bytes() {
            return 4L * (starts.length + numbers.length);
        }
    }

    /// Cells of 32 bits: the start within the chunk, at most 16 bits, above a number of 16.
    final class Narrow implements Ip4Lookup {

        private final int[] root;
        private final int[] cells;
        private final int shift;

        private Narrow(int[] root, int[] cells, int shift) {
            this.root = root;
            this.cells = cells;
            this.shift = shift;
        }

        static Narrow of(Partition.Ip4 partition, int rootBits) {
            Chunks chunks = new Chunks(partition, rootBits);
            int[] cells = new int[chunks.count()];
            chunks.fill((i, start, number) -> cells[i] = start << 16 | number);
            return new Narrow(chunks.root(), cells, 32 - rootBits);
        }

        @Override
        public int numberOf(int address) {
            int chunk = address >>> shift;
            int low = root[chunk];
            int length = root[chunk + 1] - low;
            int key = (address & ((1 << shift) - 1)) << 16 | 0xffff;
            while (length > 1) {
                int half = length >>> 1;
                low += Integer.compareUnsigned(cells[low + half], key) <= 0 ? half : 0;
                length -= half;
            }
            return cells[low] & 0xffff;
        }

        @Override
        public long bytes() {
            return 4L * (root.length + cells.length);
        }
    }

    /// Cells of 64 bits, for more than 65,536 different port maps.
    final class Wide implements Ip4Lookup {

        private final int[] root;
        private final long[] cells;
        private final int shift;

        private Wide(int[] root, long[] cells, int shift) {
            this.root = root;
            this.cells = cells;
            this.shift = shift;
        }

        static Wide of(Partition.Ip4 partition, int rootBits) {
            Chunks chunks = new Chunks(partition, rootBits);
            long[] cells = new long[chunks.count()];
            chunks.fill((i, start, number) -> cells[i] = (long) start << 32 | number);
            return new Wide(chunks.root(), cells, 32 - rootBits);
        }

        @Override
        public int numberOf(int address) {
            int chunk = address >>> shift;
            int low = root[chunk];
            int length = root[chunk + 1] - low;
            long key = (long) (address & ((1 << shift) - 1)) << 32 | 0xffff_ffffL;
            while (length > 1) {
                int half = length >>> 1;
                low += cells[low + half] <= key ? half : 0;
                length -= half;
            }
            return (int) cells[low];
        }

        @Override
        public long bytes() {
            return 4L * root.length + 8L * cells.length;
        }
    }

    /// A partition cut into chunks. Every chunk begins with the cell that its first address is in.
    final class Chunks {

        private final int[] starts;
        private final int[] numbers;
        private final int shift;
        private final int[] root;

        Chunks(Partition.Ip4 partition, int rootBits) {
            this.starts = partition.starts();
            this.numbers = partition.numbers();
            this.shift = 32 - rootBits;
            this.root = new int[(1 << rootBits) + 1];
            for (int start : starts) {
                root[(start >>> shift) + 1] += isAtEdge(start) ? 0 : 1;
            }
            for (int chunk = 1; chunk < root.length; chunk++) {
                root[chunk] += root[chunk - 1] + 1;
            }
        }

        int[] root() {
            return root;
        }

        int count() {
            return root[root.length - 1];
        }

        void fill(Cell to) {
            int next = 0;
            int out = 0;
            for (int chunk = 0; chunk < root.length - 1; chunk++) {
                int edge = chunk << shift;
                if (next < starts.length && starts[next] == edge) {
                    next++;
                }
                to.put(out++, 0, numbers[next - 1]);
                for (; out < root[chunk + 1]; next++) {
                    to.put(out++, starts[next] - edge, numbers[next]);
                }
            }
        }

        private boolean isAtEdge(int start) {
            return (start & ((1 << shift) - 1)) == 0;
        }
    }

    /// Receives a cell and its place.
    interface Cell {
        void put(int index, int startInChunk, int number);
    }
}
