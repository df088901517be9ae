package io.tsocks.views;

import io.tsocks.engine.analysis.BlockMap;
import java.util.List;
import java.util.stream.IntStream;

/// A map of IPv4, before it is drawn.
///
/// @param title what it shows
/// @param layers the layers, which blocks refer to by index as their labels
/// @param legend indices of layers, in the order in which people should read them
/// @param text describes a part of the map
/// @param names the table of names under the map
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

        /// A few lines: the networks of the blocks, and their routes.
        String of(BlockMap.Run run);
    }

    /// The paints of a block, the most common one first; a single one if the block is not mixed.
    List<Paint> paints(List<Integer> labels) {
        return labels.stream().map(label -> layers.get(label).paint()).distinct().toList();
    }

    /// Whether any block is mixed.
    boolean hasMixedBlocks() {
        return IntStream.range(0, BlockMap.BLOCKS)
                .anyMatch(block -> blocks.labels(block).size() > 1);
    }
}
