package io.tsocks.views;

import io.tsocks.lint.output.Xml;
import java.util.ArrayList;
import java.util.List;

/// Draws the legend of a map.
final class SvgLegend {

    /// How many letters fit into a line.
    private static final int WIDTH = 44;

    /// The same for the names of layers, which have larger letters.
    private static final int NAME_WIDTH = 34;

    private final Picture picture;
    private final StringBuilder svg;
    private int y;
    private int details = Integer.MAX_VALUE;

    SvgLegend(Picture picture, StringBuilder svg) {
        this.picture = picture;
        this.svg = svg;
    }

    /// Explains every layer, with fewer words for each if the legend would otherwise be taller than
    /// the map.
    ///
    /// @param height the height of the map
    /// @return the lower end of the legend
    int append(int x, int top, int height) {
        int start = svg.length();
        draw(x, top);
        if (y > top + height) {
            svg.setLength(start);
            details = 1;
            draw(x, top);
        }
        return y;
    }

    private void draw(int x, int top) {
        y = top;
        picture.legend().forEach(label -> append(x, picture.layers().get(label)));
        mixed(x);
    }

    private void append(int x, Layer layer) {
        swatch(x, "class=\"" + layer.paint().svgClass() + "\"");
        int offset = 17;
        for (String line : wrapped(layer.name(), NAME_WIDTH)) {
            text("name", x + 36, offset, line);
            offset += 18;
        }
        for (String line : detailLines(layer)) {
            text("detail", x + 36, offset, line);
            offset += 17;
        }
        y += Math.max(30, offset - 2) + 14;
    }

    private List<String> detailLines(Layer layer) {
        return layer.details().stream()
                .limit(details)
                .flatMap(detail -> wrapped(detail, WIDTH).stream())
                .toList();
    }

    /// Explains the stripes, using those of the map.
    private void mixed(int x) {
        Shape.of(picture).stream()
                .filter(shape -> shape.paints().size() > 1)
                .findFirst()
                .ifPresent(
                        shape -> {
                            String id = SvgMap.patternId(shape.paints().subList(0, 2));
                            svg.append("<g transform=\"translate(" + x + " " + y + ") scale(4)\">")
                                    .append("<rect class=\"frame\" stroke-width=\".25\"")
                                    .append(" width=\"6\" height=\"6\"/>")
                                    .append("<rect fill=\"url(#" + id + ")\"")
                                    .append(" width=\"6\" height=\"6\"/></g>\n");
                            text("name", x + 36, 17, "mixed");
                            text("detail", x + 36, 35, "more than one of these within a square;");
                            text("detail", x + 36, 52, "stripes of the two most common");
                            y += 60;
                        });
    }

    private void swatch(int x, String paint) {
        svg.append("<rect " + paint + " x=\"" + x + "\" y=\"" + y + "\"")
                .append(" width=\"24\" height=\"24\" rx=\"4\"/>\n");
    }

    private void text(String style, int x, int offset, String text) {
        svg.append("<text class=\"" + style + "\" x=\"" + x + "\" y=\"" + (y + offset) + "\">")
                .append(Xml.escape(text))
                .append("</text>\n");
    }

    /// The text as lines of whole words; a word longer than a line is cut.
    private static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
            while (line.length() > width) {
                lines.add(line.substring(0, width));
                line.delete(0, width);
            }
        }
        lines.add(line.toString());
        return lines;
    }
}
