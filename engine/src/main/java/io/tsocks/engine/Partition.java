package io.tsocks.engine;

import io.tsocks.net.Address;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/// The addresses of one family divided between owners: cells in address order without gaps.
/// Neighbouring cells have different port maps. It is canonical: claims that give every address and
/// port the same owner give the same cells. Immutable.
public sealed interface Partition {

    /// The number of cells, at least 1.
    int size();

    /// The lowest address of a cell.
    Address first(int cell);

    /// The highest address of a cell.
    Address last(int cell);

    /// The owners of the ports of a cell's addresses.
    PortMap ports(int cell);

    /// The cell that contains an address of this family.
    int cellOf(Address address);

    /// The cells of IPv4.
    final class Ip4 implements Partition {

        private final int[] starts;
        private final int[] numbers;
        private final PortMaps maps;

        Ip4(int[] starts, int[] numbers, PortMaps maps) {
            this.starts = starts;
            this.numbers = numbers;
            this.maps = maps;
        }

        /// Makes a partition of cells whose neighbours may have equal port maps.
        static Ip4 joined(int[] starts, int[] numbers, PortMaps maps) {
            int kept = 0;
            for (int i = 0; i < starts.length; i++) {
                if (kept == 0 || numbers[kept - 1] != numbers[i]) {
                    starts[kept] = starts[i];
                    numbers[kept++] = numbers[i];
                }
            }
            return new Ip4(Arrays.copyOf(starts, kept), Arrays.copyOf(numbers, kept), maps);
        }

        int[] starts() {
            return starts;
        }

        int[] numbers() {
            return numbers;
        }

        PortMaps maps() {
            return maps;
        }

        @Override
        public int size() {
            return starts.length;
        }

        @Override
        public Address.Ip4 first(int cell) {
            return new Address.Ip4(starts[cell]);
        }

        @Override
        public Address.Ip4 last(int cell) {
            return new Address.Ip4(cell + 1 < starts.length ? starts[cell + 1] - 1 : -1);
        }

        @Override
        public PortMap ports(int cell) {
            return maps.get(numbers[cell]);
        }

        @Override
        public int cellOf(Address address) {
            return switch (address) {
                case Address.Ip4(int bits) -> Cells.last(starts, 0, starts.length, bits);
                case Address.Ip6 ignored -> throw new IllegalArgumentException("IPv6: " + address);
            };
        }

        /// The same addresses divided between other owners.
        ///
        /// @param owner maps each owner to the one that replaces it
        /// @param others numbers the port maps with the other owners
        Ip4 withOwners(IntUnaryOperator owner, PortMaps others) {
            return joined(starts.clone(), maps.renumbered(numbers, owner, others), others);
        }
    }

    /// The cells of IPv6.
    final class Ip6 implements Partition {

        private final long[] high;
        private final long[] low;
        private final int[] numbers;
        private final PortMaps maps;

        Ip6(long[] high, long[] low, int[] numbers, PortMaps maps) {
            this.high = high;
            this.low = low;
            this.numbers = numbers;
            this.maps = maps;
        }

        /// Makes a partition of cells whose neighbours may have equal port maps.
        static Ip6 joined(long[] high, long[] low, int[] numbers, PortMaps maps) {
            int kept = 0;
            for (int i = 0; i < high.length; i++) {
                if (kept == 0 || numbers[kept - 1] != numbers[i]) {
                    high[kept] = high[i];
                    low[kept] = low[i];
                    numbers[kept++] = numbers[i];
                }
            }
            return new Ip6(
                    Arrays.copyOf(high, kept),
                    Arrays.copyOf(low, kept),
                    Arrays.copyOf(numbers, kept),
                    maps);
        }

        long[] high() {
            return high;
        }

        long[] low() {
            return low;
        }

        int[] numbers() {
            return numbers;
        }

        @Override
        public int size() {
            return high.length;
        }

        @Override
        public Address.Ip6 first(int cell) {
            return new Address.Ip6(high[cell], low[cell]);
        }

        @Override
        public Address.Ip6 last(int cell) {
            if (cell + 1 == high.length) {
                return new Address.Ip6(-1, -1);
            }
            long nextLow = low[cell + 1];
            return new Address.Ip6(nextLow == 0 ? high[cell + 1] - 1 : high[cell + 1], nextLow - 1);
        }

        @Override
        public PortMap ports(int cell) {
            return maps.get(numbers[cell]);
        }

        @Override
        public int cellOf(Address address) {
            return switch (address) {
                case Address.Ip6(long h, long l) -> Cells.last(high, low, 0, high.length, h, l);
                case Address.Ip4 ignored -> throw new IllegalArgumentException("IPv4: " + address);
            };
        }

        /// The same addresses divided between other owners; the parameters are those of IPv4.
        Ip6 withOwners(IntUnaryOperator owner, PortMaps others) {
            int[] renumbered = maps.renumbered(numbers, owner, others);
            return joined(high.clone(), low.clone(), renumbered, others);
        }
    }
}
