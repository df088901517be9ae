package io.tsocks.views;

import io.tsocks.lint.output.Xml;

/// Draws the table of names under a map.
final class SvgNames {

    private static final int ROW = 26;

    private final Picture picture;
    private final StringBuilder svg;
    private int y;

    SvgNames(Picture picture, StringBuilder svg) {
        this.picture = picture;
        this.svg = svg;
    }

    /// A column: where it starts, and how many letters fit.
    private record Column(int x, int width) {

        String fit(String text) {
            return text.length() <= width ? text : text.substring(0, width - 1) + "\u2026";
        }
    }

    private static final Column NAMES = new Column(68, 62);
    private static final Column PORTS = new Column(600, 22);
    private static final Column ROUTE = new Column(770, 60);
    private static final Column BECAUSE = new Column(1180, 34);

    /// Draws the rows.
    ///
    /// @param top where the table starts
    /// @return where it ends
    int append(int top) {
        if (picture.names().isEmpty()) {
            return top;
        }
        y = top + 48;
        text("name", 32, "Host names");
        y += 22;
        text("detail", 32, picture.names().note());
        y += 6;
        picture.names().shown().forEach(this::row);
        if (!picture.names().left().isEmpty()) {
            y += ROW;
            text("detail", NAMES.x, picture.names().left());
        }
        return y + 12;
    }

    private void row(NameRow row) {
        y += ROW;
        String style =
                row.paint()
                        .map(paint -> "class=\"" + paint.svgClass() + "\"")
                        .orElse("class=\"frame\"");
        svg.append("<rect " + style + " x=\"32\" y=\"" + (y - 14) + "\"")
                .append(" width=\"18\" height=\"18\" rx=\"3\"/>\n");
        text("name", NAMES.x, NAMES.fit(row.names()));
        text("detail", PORTS.x, PORTS.fit(row.ports()));
        text("detail", ROUTE.x, ROUTE.fit(row.route()));
        text("detail", BECAUSE.x, BECAUSE.fit(row.because()));
    }

    private void text(String style, int x, String text) {
        svg.append("<text class=\"" + style + "\" x=\"" + x + "\" y=\"" + y + "\">")
                .append(Xml.escape(text))
                .append("</text>\n");
    }
}
