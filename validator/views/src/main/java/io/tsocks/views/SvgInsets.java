package io.tsocks.views;

import io.tsocks.engine.analysis.BlockMap;
import io.tsocks.engine.analysis.HilbertCurve;
import io.tsocks.engine.analysis.Section;
import java.util.List;
import java.util.stream.Stream;

/// Small maps beside a large one: the networks of its smallest shapes, enlarged. A policy about a
/// few small networks would otherwise look like a square of one colour.
final class SvgInsets {

    /// How many fit into a row.
    private static final int ROW = 4;

    private static final int MOST = 2 * ROW;
    private static final double SCALE = 1.25;
    private static final int SIDE = (int) (HilbertCurve.SIDE * SCALE);

    /// The distance from one to the next.
    private static final int STEP = SIDE + 32;

    /// The size of letters, in those of a large map.
    private static final double LETTERS = 3.2;

    /// The most blocks of a shape that is named: a /22 on the map of a /16.
    private static final int SMALL = 1024;

    private final List<Inset> insets;
    private final Picture picture;

    /// A small map.
    private record Inset(BlockMap blocks, List<Shape> shapes) {
        Inset {
            shapes = List.copyOf(shapes);
        }

        static Inset of(Picture picture, Section section) {
            BlockMap blocks = picture.zoom(section);
            return new Inset(blocks, Shape.of(picture, blocks));
        }

        boolean isOfOneColour() {
            return shapes.stream().map(Shape::paints).distinct().count() <= 1
                    && blocks.runs().size() == shapes.size();
        }

        /// The small shapes, but those that are gaps between others.
        List<Shape> named() {
            int common = blocks.mostCommonLabel();
            return SvgCallouts.small(shapes, SMALL).stream()
                    .filter(shape -> !shape.runs().getFirst().labels().equals(List.of(common)))
                    .toList();
        }
    }

    private SvgInsets(Picture picture, List<Section> sections) {
        this.picture = picture;
        this.insets =
                sections.stream()
                        .map(section -> Inset.of(picture, section))
                        .filter(inset -> !inset.isOfOneColour())
                        .limit(MOST)
                        .toList();
    }

    /// Chooses the networks that are worth a small map.
    ///
    /// @param shapes those of the large map
    static SvgInsets of(Picture picture, List<Shape> shapes) {
        return new SvgInsets(picture, new SmallNetworks(picture).of(shapes).toList());
    }

    /// What is drawn on all of them.
    Stream<Shape> shapes() {
        return insets.stream().flatMap(inset -> inset.shapes().stream());
    }

    /// What a square of a map stands for: `a /24, which is 256 addresses`.
    static String square(Section section) {
        return section.blockSize() == 1
                ? "one address"
                : "a /"
                        + (section.length() + 16)
                        + ", which is "
                        + Words.number(section.blockSize())
                        + " addresses";
    }

    /// Draws the small maps in rows.
    ///
    /// @return the lower end of the last row; `top` if there is no small map
    int append(int left, int top, StringBuilder svg) {
        for (int i = 0; i < insets.size(); i++) {
            int x = left + i % ROW * STEP;
            int y = top + 40 + i / ROW * (STEP + 40);
            draw(insets.get(i), x, y, svg);
        }
        return top + (insets.size() + ROW - 1) / ROW * (STEP + 40);
    }

    private void draw(Inset inset, int x, int y, StringBuilder svg) {
        BlockMap blocks = inset.blocks();
        text("name", x, y, blocks.section().toString(), svg);
        text("detail", x, y + 20, "each small square is " + square(blocks.section()), svg);
        svg.append("<g class=\"inset\" transform=\"translate(" + x + " " + (y + 32) + ") scale(")
                .append(SCALE)
                .append(")\">\n<rect class=\"s\" width=\"256\" height=\"256\"/>\n");
        for (Shape shape : inset.shapes()) {
            BlockMap.Run first = shape.runs().getFirst();
            SvgMap.draw(shape, picture.text().of(blocks.addresses(first), first.labels()), svg);
        }
        SvgCallouts callouts = new SvgCallouts(blocks, LETTERS, svg);
        inset.named().forEach(callouts::append);
        svg.append(
                "<rect class=\"frame\" stroke-width=\".8\" width=\"256\" height=\"256\"/></g>\n");
    }

    private static void text(String style, int x, int y, String text, StringBuilder svg) {
        svg.append("<text class=\"" + style + "\" x=\"" + x + "\" y=\"" + y + "\">")
                .append(text)
                .append("</text>\n");
    }
}
