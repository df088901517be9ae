package io.tsocks.views;

import io.tsocks.engine.analysis.BlockMap;
import io.tsocks.engine.analysis.HilbertCurve;
import io.tsocks.lint.output.Xml;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Draws a map as SVG: a square with a shape for each run of addresses, which shows a description
/// when pointed at, and a legend. It is readable on light and dark backgrounds.
public final class SvgMap {

    private static final int LEFT = 32;
    private static final int TOP = 104;

    /// The length of a block's side.
    private static final int SCALE = 4;

    private final Picture picture;
    private final List<Shape> shapes;
    private final SvgInsets insets;
    private final StringBuilder svg = new StringBuilder();

    private SvgMap(Picture picture) {
        this.picture = picture;
        this.shapes = Shape.of(picture);
        this.insets = SvgInsets.of(picture, shapes);
    }

    /// Draws a picture.
    public static String draw(Picture picture) {
        return new SvgMap(picture).draw();
    }

    private String draw() {
        int side = HilbertCurve.SIDE * SCALE;
        StringBuilder legend = new StringBuilder();
        int end = new SvgLegend(picture, legend).append(LEFT + side + 32, TOP, side);
        int small = insets.append(LEFT, Math.max(TOP + side, end), legend);
        int bottom = new SvgNames(picture, legend).append(small);
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1440 ")
                .append(bottom + LEFT)
                .append("\" role=\"img\">\n<title>")
                .append(Xml.escape(picture.title()))
                .append("</title>\n<style>")
                .append(SvgStyle.css(picture))
                .append("</style>\n");
        patterns();
        svg.append("<rect class=\"ground\" width=\"100%\" height=\"100%\"/>\n");
        text("h1", LEFT, 52, picture.title());
        text(
                "note",
                LEFT,
                80,
                "Each small square is "
                        + SvgInsets.square(picture.section())
                        + ". Neighbouring addresses lie side by side, along a Hilbert curve"
                        + (picture.section().length() == 0
                                ? "; the numbers are first bytes."
                                : "."));
        svg.append("<g id=\"map\" data-first=\"")
                .append(Integer.toUnsignedString(picture.section().first()))
                .append("\" data-length=\"")
                .append(picture.section().length())
                .append("\" transform=\"translate(" + LEFT + " " + TOP + ") scale(")
                .append(SCALE)
                .append(")\">\n<rect class=\"s\" width=\"256\" height=\"256\"/>\n");
        shapes.forEach(this::shape);
        grid();
        SvgLabels.append(picture, svg);
        SvgCallouts callouts = new SvgCallouts(picture.blocks(), 1, svg);
        SvgCallouts.small(shapes, SvgCallouts.TINY).forEach(callouts::append);
        svg.append("</g>\n");
        return svg.append(legend).append("</svg>\n").toString();
    }

    private void text(String style, int x, int y, String text) {
        svg.append("<text class=\"" + style + "\" x=\"" + x + "\" y=\"" + y + "\">")
                .append(Xml.escape(text))
                .append("</text>\n");
    }

    /// Defines stripes for each pair of paints that a shape mixes.
    private void patterns() {
        Set<List<Paint>> pairs = new LinkedHashSet<>();
        Stream.concat(shapes.stream(), insets.shapes())
                .filter(shape -> shape.paints().size() > 1)
                .forEach(shape -> pairs.add(shape.paints().subList(0, 2)));
        svg.append("<defs>\n");
        for (List<Paint> pair : pairs) {
            svg.append("<pattern id=\"")
                    .append(patternId(pair))
                    .append("\" width=\"2\" height=\"2\" patternUnits=\"userSpaceOnUse\"")
                    .append(" patternTransform=\"rotate(45)\"><rect class=\"")
                    .append(pair.getFirst().svgClass())
                    .append("\" width=\"2\" height=\"2\"/><rect class=\"")
                    .append(pair.getLast().svgClass())
                    .append("\" width=\".8\" height=\"2\"/></pattern>\n");
        }
        svg.append("</defs>\n");
    }

    static String patternId(List<Paint> pair) {
        return "m" + pair.getFirst().svgClass() + pair.getLast().svgClass();
    }

    private void shape(Shape shape) {
        draw(shape, title(shape), svg);
    }

    /// Draws a shape that shows a text when pointed at.
    static void draw(Shape shape, String title, StringBuilder svg) {
        svg.append("<path ");
        if (shape.paints().size() == 1) {
            svg.append("class=\"").append(shape.paints().getFirst().svgClass()).append('"');
        } else {
            String pattern = patternId(shape.paints().subList(0, 2));
            svg.append("fill=\"url(#").append(pattern).append(")\"");
        }
        svg.append(" d=\"")
                .append(shape.path())
                .append("\"><title>")
                .append(Xml.escape(title).replace("&#10;", "\n"))
                .append("</title></path>\n");
    }

    private String title(Shape shape) {
        BlockMap.Run first = shape.runs().getFirst();
        if (shape.runs().size() == 1) {
            return picture.describe(first);
        }
        List<String> names =
                shape.runs().stream()
                        .flatMap(run -> run.labels().stream().limit(2))
                        .distinct()
                        .map(label -> picture.layers().get(label).name())
                        .toList();
        return picture.section().part(first.first() >> 8)
                + ": "
                + shape.size()
                + " of its 256 /"
                + (picture.section().length() + 16)
                + " networks\n"
                + (shape.paints().size() > 1 ? "mixed, mostly " : "")
                + Words.list(names, 2);
    }

    private void grid() {
        svg.append("<path class=\"grid\" d=\"");
        for (int line = 16; line < HilbertCurve.SIDE; line += 16) {
            svg.append("M0 ").append(line).append("h256M").append(line).append(" 0v256");
        }
        svg.append("\"/>\n");
    }
}
