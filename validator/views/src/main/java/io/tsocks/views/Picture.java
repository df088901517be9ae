package io.tsocks.views;

import io.tsocks.engine.analysis.AddressRange;
import io.tsocks.engine.analysis.BlockMap;
import io.tsocks.engine.analysis.Section;
import io.tsocks.engine.analysis.Territory;
import java.util.List;
import java.util.stream.IntStream;

/// A map of IPv4 or of a part of it, before it is drawn.
///
/// @param title what it shows
/// @param territories what belongs to each layer, in their order; there may be more layers
/// @param blocks the territories on the section that is shown
/// @param layers the layers, which blocks refer to by index as their labels
/// @param legend indices of layers, in the order in which people should read them
/// @param text describes a part of the map
/// @param names the table of names under the map
public record Picture(
        String title,
        List<Territory> territories,
        BlockMap blocks,
        List<Layer> layers,
        List<Integer> legend,
        RunText text,
        NameListing names) {

    public Picture {
        territories = List.copyOf(territories);
        layers = List.copyOf(layers);
        legend = List.copyOf(legend);
    }

    /// Describes addresses.
    public interface RunText {

        /// A few lines: the networks, and their routes.
        ///
        /// @param labels of the blocks, as [BlockMap#labels(int)]
        String of(AddressRange addresses, List<Integer> labels);
    }

    /// The name of a configuration in a title: the last part of its path.
    static String shortName(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    Section section() {
        return blocks.section();
    }

    /// A description of a run of blocks.
    String describe(BlockMap.Run run) {
        return text.of(blocks.addresses(run), run.labels());
    }

    /// A smaller section of the same territories.
    BlockMap zoom(Section part) {
        return BlockMap.of(territories, part);
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
