package io.tsocks.views;

import io.tsocks.engine.analysis.BlockMap;
import java.util.List;
import java.util.stream.IntStream;

/// A map of IPv4, before it is drawn.
///
/// @param title what it shows
/// @param layers by the labels of the blocks
/// @param legend indices of layers, in the order in which people should read them
/// @param text says what is in a part of the map
/// @param names the table of names under it
public record Picture(
        String title,
        BlockMap blocks,
        List<Layer> layers,
        List<Integer> legend,
        RunText text,
        NameListing names) {

    public Picture {
        layers = List.copyOf(layers);
        legend = List.copyOf(legend);
    }

    /// Describes blocks.
    public interface RunText {

        /// In a few lines: which networks they are, and what becomes of them.
        String of(BlockMap.Run run);
    }

    /// The paints of a block, the most common one first; one alone where it is not mixed.
    List<Paint> paints(List<Integer> labels) {
        return labels.stream().map(label -> layers.get(label).paint()).distinct().toList();
    }

    /// Whether some block is mixed.
    boolean hasMixedBlocks() {
        return IntStream.range(0, BlockMap.BLOCKS)
                .anyMatch(block -> blocks.labels(block).size() > 1);
    }
}
