package io.tsocks.engine.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// The territories of the 65,536 blocks of a [Section] of IPv4. Immutable.
public final class BlockMap {

    /// The number of blocks.
    public static final int BLOCKS = 1 << 16;

    private final Section section;
    private final List<List<Integer>> labels;

    private BlockMap(Section section, List<List<Integer>> labels) {
        this.section = section;
        this.labels = List.copyOf(labels);
    }

    /// Consecutive blocks that lie in the same territories.
    ///
    /// @param first 0 to 65535
    /// @param last `first` to 65535
    /// @param labels as [BlockMap#labels(int)]
    public record Run(int first, int last, List<Integer> labels) {}

    /// Maps territories.
    ///
    /// @param territories no destination is in two of them
    public static BlockMap of(List<Territory> territories, Section section) {
        List<Map<Integer, Double>> shares =
                IntStream.range(0, BLOCKS)
                        .<Map<Integer, Double>>mapToObj(ignored -> new TreeMap<>())
                        .toList();
        for (int label = 0; label < territories.size(); label++) {
            for (Territory.Part part : territories.get(label).parts()) {
                for (AddressRange range : part.addresses()) {
                    int number = label;
                    section.offsets(range)
                            .ifPresent(
                                    within ->
                                            add(
                                                    shares,
                                                    number,
                                                    within,
                                                    section.blockSize(),
                                                    part.ports().size()));
                }
            }
        }
        double destinations = section.blockSize() * 65535.0;
        Map<List<Integer>, List<Integer>> interned = new HashMap<>();
        return new BlockMap(
                section,
                shares.stream()
                        .map(share -> byShare(share, territories.size(), destinations))
                        .map(list -> interned.computeIfAbsent(list, same -> same))
                        .toList());
    }

    private static void add(
            List<Map<Integer, Double>> shares,
            int label,
            Section.Offsets range,
            int blockSize,
            int ports) {
        int firstBlock = (int) (range.first() / blockSize);
        int lastBlock = (int) (range.last() / blockSize);
        for (int block = firstBlock; block <= lastBlock; block++) {
            long from = block == firstBlock ? range.first() % blockSize : 0;
            long to = block == lastBlock ? range.last() % blockSize : blockSize - 1;
            shares.get(block).merge(label, (double) (to - from + 1) * ports, Double::sum);
        }
    }

    private static List<Integer> byShare(
            Map<Integer, Double> shares, int none, double destinations) {
        double sum = shares.values().stream().mapToDouble(share -> share).sum();
        if (sum < destinations) {
            shares.put(none, destinations - sum);
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
    /// @param block 0 to 65535
    public List<Integer> labels(int block) {
        return labels.get(block);
    }

    /// The territory of the longest run, as an index like those of [#labels(int)].
    public int mostCommonLabel() {
        return runs().stream()
                .max(Comparator.comparingInt(run -> run.last() - run.first()))
                .orElseThrow()
                .labels()
                .getFirst();
    }

    /// What is mapped.
    public Section section() {
        return section;
    }

    /// The addresses of a run.
    public AddressRange addresses(Run run) {
        return section.addresses(run.first(), run.last());
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
