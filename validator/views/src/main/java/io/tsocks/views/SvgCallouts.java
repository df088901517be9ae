package io.tsocks.views;

import io.tsocks.engine.analysis.HilbertCurve;
import java.util.ArrayList;
import java.util.List;

/// Points out the smallest shapes of a map, which would be overlooked, with a ring around each and
/// its addresses beside it. This is not done on a map with many of them.
final class SvgCallouts {

    /// The most blocks of a small shape.
    private static final int SMALL = 4;

    /// If there are more small shapes, none is pointed out.
    private static final int MOST = 24;

    /// The greatest width of a label; its height follows.
    private static final int LABEL_WIDTH = 24;

    private static final double LABEL_HEIGHT = 3;

    private final StringBuilder svg;
    private final List<Label> labels = new ArrayList<>();

    private SvgCallouts(StringBuilder svg) {
        this.svg = svg;
    }

    /// The place of a label.
    private record Label(int x, double y) {

        boolean overlaps(Label other) {
            return Math.abs(x - other.x) < LABEL_WIDTH && Math.abs(y - other.y) < LABEL_HEIGHT;
        }

        Label lower() {
            return new Label(x, y + LABEL_HEIGHT);
        }
    }

    static void append(List<Shape> shapes, StringBuilder svg) {
        List<Shape> small = shapes.stream().filter(shape -> shape.size() <= SMALL).toList();
        if (small.size() <= MOST) {
            SvgCallouts callouts = new SvgCallouts(svg);
            small.forEach(callouts::append);
        }
    }

    private void append(Shape shape) {
        HilbertCurve.Point place = HilbertCurve.at(shape.runs().getFirst().first());
        for (int ring = 0; ring < 2; ring++) {
            svg.append("<circle class=\"ring\" cx=\"")
                    .append(place.x() + .5)
                    .append("\" cy=\"")
                    .append(place.y() + .5)
                    .append("\" r=\"1.7\"/>\n");
        }
        boolean right = place.x() < HilbertCurve.SIDE - 40;
        Label label = free(new Label(right ? place.x() + 3 : place.x() - 2, place.y() + 1.4));
        svg.append("<text class=\"call\" x=\"")
                .append(label.x)
                .append("\" y=\"")
                .append(label.y)
                .append(right ? "\">" : "\" text-anchor=\"end\">")
                .append(Words.range(shape.runs().getFirst().addresses()))
                .append("</text>\n");
    }

    /// The label, moved down if another one is in its way.
    private Label free(Label wanted) {
        Label label = wanted;
        while (labels.stream().anyMatch(label::overlaps)) {
            label = label.lower();
        }
        labels.add(label);
        return label;
    }
}
