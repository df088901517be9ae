package io.tsocks.engine.analysis;

import io.tsocks.net.Address;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// The territories of the 65,536 blocks of IPv4, each of which is a /16 of 65,536 addresses.
/// Immutable.
public final class BlockMap {

    /// The number of blocks.
    public static final int BLOCKS = 1 << 16;

    private static final double DESTINATIONS = 65536.0 * 65535.0;

    private final List<List<Integer>> labels;

    private BlockMap(List<List<Integer>> labels) {
        this.labels = List.copyOf(labels);
    }

    /// Consecutive blocks that lie in the same territories.
    ///
    /// @param first 0 to 65535
    /// @param last `first` to 65535
    /// @param labels as [BlockMap#labels(int)]
    public record Run(int first, int last, List<Integer> labels) {

        /// The addresses of all blocks.
        public AddressRange addresses() {
            return new AddressRange(
                    new Address.Ip4(first << 16), new Address.Ip4(last << 16 | 0xffff));
        }
    }

    /// Maps territories.
    ///
    /// @param territories no destination is in two of them
    public static BlockMap of(List<Territory> territories) {
        List<Map<Integer, Double>> shares =
                IntStream.range(0, BLOCKS)
                        .<Map<Integer, Double>>mapToObj(ignored -> new TreeMap<>())
                        .toList();
        for (int label = 0; label < territories.size(); label++) {
            for (Territory.Part part : territories.get(label).parts()) {
                for (AddressRange range : part.addresses()) {
                    add(shares, label, range, part.ports().size());
                }
            }
        }
        Map<List<Integer>, List<Integer>> interned = new HashMap<>();
        return new BlockMap(
                shares.stream()
                        .map(share -> byShare(share, territories.size()))
                        .map(list -> interned.computeIfAbsent(list, same -> same))
                        .toList());
    }

    private static void add(
            List<Map<Integer, Double>> shares, int label, AddressRange range, int ports) {
        if (!(range.first() instanceof Address.Ip4(int first)
                && range.last() instanceof Address.Ip4(int last))) {
            return;
        }
        for (int block = first >>> 16; block <= last >>> 16; block++) {
            int from = block == first >>> 16 ? first & 0xffff : 0;
            int to = block == last >>> 16 ? last & 0xffff : 0xffff;
            shares.get(block).merge(label, (double) (to - from + 1) * ports, Double::sum);
        }
    }

    private static List<Integer> byShare(Map<Integer, Double> shares, int none) {
        double sum = shares.values().stream().mapToDouble(share -> share).sum();
        if (sum < DESTINATIONS) {
            shares.put(none, DESTINATIONS - sum);
        }
        return shares.entrySet().stream()
                .sorted(Map.Entry.<Integer, Double>comparingByValue(Comparator.reverseOrder()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /// The territories in which a block lies, as indices into the list from which this map was
    /// made. The territory with the largest part of the block comes first. The index after the last
    /// one stands for destinations in no territory.
    ///
    /// @param block 0 to 65535: the first 16 bits of its addresses
    public List<Integer> labels(int block) {
        return labels.get(block);
    }

    /// All blocks as the fewest runs.
    public List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        int first = 0;
        for (int block = 1; block <= BLOCKS; block++) {
            if (block == BLOCKS || !labels.get(block).equals(labels.get(first))) {
                runs.add(new Run(first, block - 1, labels.get(first)));
                first = block;
            }
        }
        return runs;
    }
}
