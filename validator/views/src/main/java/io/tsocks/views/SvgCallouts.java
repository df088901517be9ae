package io.tsocks.views;

import io.tsocks.engine.analysis.BlockMap;
import io.tsocks.engine.analysis.HilbertCurve;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;

/// Points out the smallest shapes of a map, which would be overlooked, with its addresses beside
/// each, and a ring around it if it is tiny. This is not done on a map with many of them.
final class SvgCallouts {

    /// The most blocks of a shape that would be overlooked on a large map.
    static final int TINY = 4;

    /// If there are more small shapes, none is pointed out.
    private static final int MOST = 24;

    /// The greatest width of a label; its height follows.
    private static final int LABEL_WIDTH = 24;

    private static final double LABEL_HEIGHT = 3;

    private final BlockMap blocks;
    private final double size;
    private final StringBuilder svg;
    private final List<Label> labels = new ArrayList<>();

    /// @param size of the letters, in those of a large map
    SvgCallouts(BlockMap blocks, double size, StringBuilder svg) {
        this.blocks = blocks;
        this.size = size;
        this.svg = svg;
    }

    /// The place of a label.
    private record Label(double x, double y) {

        boolean overlaps(Label other, double size) {
            return Math.abs(x - other.x) < LABEL_WIDTH * size
                    && Math.abs(y - other.y) < LABEL_HEIGHT * size;
        }

        Label lower(double size) {
            return new Label(x, y + LABEL_HEIGHT * size);
        }
    }

    /// The shapes that are pointed out.
    ///
    /// @param most the most blocks of such a shape
    static List<Shape> small(List<Shape> shapes, int most) {
        List<Shape> small = shapes.stream().filter(shape -> shape.size() <= most).toList();
        return small.size() <= MOST ? small : List.of();
    }

    /// Points out a shape.
    void append(Shape shape) {
        BlockMap.Run run = shape.runs().getFirst();
        HilbertCurve.Point place = HilbertCurve.at(run.first());
        if (shape.size() <= TINY) {
            ring(place);
        }
        boolean right = place.x() < HilbertCurve.SIDE - 40 * size;
        double x = right ? edge(run, Math::max) + 3 : edge(run, Math::min) - 2;
        Label label = free(new Label(x, place.y() + 1.4 * size));
        svg.append("<text class=\"call\" x=\"")
                .append(label.x)
                .append("\" y=\"")
                .append(label.y)
                .append(right ? "\">" : "\" text-anchor=\"end\">")
                .append(Words.range(blocks.addresses(run)))
                .append("</text>\n");
    }

    /// The left or right end of a run on the map.
    private static int edge(BlockMap.Run run, IntBinaryOperator outer) {
        return IntStream.rangeClosed(run.first(), run.last())
                .map(block -> HilbertCurve.at(block).x())
                .reduce(outer)
                .orElseThrow();
    }

    /// The label, moved down if another one is in its way.
    private Label free(Label wanted) {
        Label label = wanted;
        while (isTaken(label)) {
            label = label.lower(size);
        }
        labels.add(label);
        return label;
    }

    private boolean isTaken(Label label) {
        return labels.stream().anyMatch(other -> label.overlaps(other, size));
    }

    private void ring(HilbertCurve.Point place) {
        for (int ring = 0; ring < 2; ring++) {
            svg.append("<circle class=\"ring\" cx=\"")
                    .append(place.x() + .5)
                    .append("\" cy=\"")
                    .append(place.y() + .5)
                    .append("\" r=\"1.7\"/>\n");
        }
    }
}
