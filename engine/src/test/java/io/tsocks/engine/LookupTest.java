package io.tsocks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.net.Address;
import io.tsocks.testing.Seeds;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every layout of cells against a plain binary search over the same cells.
class LookupTest {

    static LongStream seeds() {
        return Seeds.first(30);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyIp4LayoutFindsTheSameCells(long seed) {
        RandomGenerator random = Seeds.random(seed);
        Partition.Ip4 cells = ip4Cells(random, 2000 + random.nextInt(3000));
        Ip4Lookup narrow = Ip4Lookup.Narrow.of(cells, 16);
        Ip4Lookup narrowOfManyRoots = Ip4Lookup.Narrow.of(cells, 18);
        Ip4Lookup wide = Ip4Lookup.Wide.of(cells, 16);
        for (int i = 0; i < 3000; i++) {
            int address = near(random, cells.starts());
            int expected = cells.numbers()[Cells.last(cells.starts(), 0, cells.size(), address)];
            String where = "seed " + seed + ": " + new Address.Ip4(address);
            assertThat(narrow.numberOf(address)).as(where).isEqualTo(expected);
            assertThat(narrowOfManyRoots.numberOf(address)).as(where).isEqualTo(expected);
            assertThat(wide.numberOf(address)).as(where).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theIp6LookupFindsTheSameCells(long seed) {
        RandomGenerator random = Seeds.random(seed);
        int size = seed % 3 == 0 ? 10 : 2000 + random.nextInt(3000);
        boolean everywhere = seed % 2 == 0;
        Address.Ip6[] starts = new Address.Ip6[size];
        starts[0] = new Address.Ip6(0, 0);
        for (int i = 1; i < size; i++) {
            long high =
                    everywhere
                            ? random.nextLong()
                            : 0x2000_0000_0000_0000L + (random.nextLong() >>> 20);
            starts[i] = new Address.Ip6(high, random.nextInt(3) == 0 ? random.nextLong() : 0);
        }
        Arrays.sort(starts);
        long[] high = Arrays.stream(starts).mapToLong(Address.Ip6::high).toArray();
        long[] low = Arrays.stream(starts).mapToLong(Address.Ip6::low).toArray();
        int[] numbers = random.ints(size, 0, 1 << 20).toArray();
        Ip6Lookup lookup =
                new Ip6Lookup(new Partition.Ip6(high, low, numbers, new PortMaps(1 << 20)));
        for (int i = 0; i < 3000; i++) {
            Address.Ip6 start = starts[random.nextInt(size)];
            long h = start.high() + (random.nextInt(4) == 0 ? random.nextInt(3) - 1 : 0);
            long l = start.low() + random.nextInt(3) - 1;
            assertThat(lookup.numberOf(h, l))
                    .as("seed %d: %s", seed, new Address.Ip6(h, l))
                    .isEqualTo(numbers[Cells.last(high, low, 0, size, h, l)]);
        }
    }

    private static Partition.Ip4 ip4Cells(RandomGenerator random, int size) {
        int[] starts =
                LongStream.concat(
                                LongStream.of(0),
                                random.longs(size, 0, 1L << (random.nextBoolean() ? 32 : 26)))
                        .map(start -> random.nextInt(8) == 0 ? start & ~0xffffL : start)
                        .sorted()
                        .distinct()
                        .mapToInt(start -> (int) start)
                        .toArray();
        int[] numbers = random.ints(starts.length, 0, 1 << 16).toArray();
        return new Partition.Ip4(starts, numbers, new PortMaps(1 << 16));
    }

    private static int near(RandomGenerator random, int[] starts) {
        return random.nextInt(3) == 0
                ? random.nextInt()
                : starts[random.nextInt(starts.length)] + random.nextInt(3) - 1;
    }
}
