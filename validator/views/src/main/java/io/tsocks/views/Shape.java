package io.tsocks.views;

import io.tsocks.engine.analysis.BlockMap;
import io.tsocks.engine.analysis.HilbertCurve;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Blocks that are drawn as one shape, with one text.
///
/// @param paints its paints, the most common one first
/// @param runs its blocks; at least one run
record Shape(List<Paint> paints, List<BlockMap.Run> runs) {

    /// If there are more runs than this, those within 256 blocks are drawn as one shape.
    private static final int MOST_RUNS = 1500;

    private static final int SIDE = HilbertCurve.SIDE;

    Shape {
        paints = List.copyOf(paints);
        runs = List.copyOf(runs);
    }

    /// The shapes of a picture, without the unchanged blocks of a comparison.
    static List<Shape> of(Picture picture) {
        return of(picture, picture.blocks());
    }

    /// The shapes of a picture's territories on other blocks.
    static List<Shape> of(Picture picture, BlockMap blocks) {
        List<BlockMap.Run> runs =
                blocks.runs().stream()
                        .filter(run -> !picture.paints(run.labels()).equals(List.of(Paint.SAME)))
                        .toList();
        if (runs.size() <= MOST_RUNS) {
            return runs.stream()
                    .map(run -> new Shape(picture.paints(run.labels()), List.of(run)))
                    .toList();
        }
        Map<List<Object>, List<BlockMap.Run>> groups = new LinkedHashMap<>();
        for (BlockMap.Run run : runs) {
            for (BlockMap.Run part : within256(run)) {
                List<Paint> paints = picture.paints(part.labels()).stream().limit(2).toList();
                groups.computeIfAbsent(List.of(part.first() >> 8, paints), _ -> new ArrayList<>())
                        .add(part);
            }
        }
        return groups.values().stream()
                .map(
                        group ->
                                new Shape(
                                        picture.paints(group.getFirst().labels()).stream()
                                                .limit(2)
                                                .toList(),
                                        group))
                .toList();
    }

    /// Cuts a run at each 256th block.
    private static List<BlockMap.Run> within256(BlockMap.Run run) {
        List<BlockMap.Run> parts = new ArrayList<>();
        for (int first = run.first(); first <= run.last(); first = (first | 255) + 1) {
            parts.add(new BlockMap.Run(first, Math.min(run.last(), first | 255), run.labels()));
        }
        return parts;
    }

    /// The number of blocks.
    int size() {
        return runs.stream().mapToInt(run -> run.last() - run.first() + 1).sum();
    }

    /// The outline as an SVG path of few rectangles, with one unit for each block.
    String path() {
        BitSet places = new BitSet(SIDE * SIDE);
        for (BlockMap.Run run : runs) {
            for (int block = run.first(); block <= run.last(); block++) {
                HilbertCurve.Point place = HilbertCurve.at(block);
                places.set(place.y() * SIDE + place.x());
            }
        }
        StringBuilder path = new StringBuilder();
        for (int place = places.nextSetBit(0); place >= 0; place = places.nextSetBit(place)) {
            takeRectangle(places, place, path);
        }
        return path.toString();
    }

    /// Removes a rectangle from the places, growing from its upper left corner to the right and
    /// then down.
    private static void takeRectangle(BitSet places, int corner, StringBuilder path) {
        int x = corner % SIDE;
        int width = Math.min(SIDE - x, places.nextClearBit(corner) - corner);
        int height = 0;
        for (int row = corner;
                row < SIDE * SIDE && places.nextClearBit(row) >= row + width;
                row += SIDE) {
            places.clear(row, row + width);
            height++;
        }
        path.append('M').append(x).append(' ').append(corner / SIDE);
        path.append('h').append(width).append('v').append(height);
        path.append("h-").append(width).append('z');
    }
}
