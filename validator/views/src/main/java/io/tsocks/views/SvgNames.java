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

    /// A column: its left edge, and how many letters fit.
    private record Column(int x, int width) {

        String fit(String text) {
            if (text.length() <= width) {
                return text;
            }
            boolean within = Character.isHighSurrogate(text.charAt(width - 2));
            return text.substring(0, within ? width - 2 : width - 1) + "\u2026";
        }
    }

    private static final Column NAMES = new Column(68, 56);
    private static final Column PORTS = new Column(600, 22);
    private static final Column ROUTE = new Column(770, 60);
    private static final Column BECAUSE = new Column(1180, 34);

    /// Draws the rows.
    ///
    /// @param top the upper end of the table
    /// @return the lower end of the table
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
        row.paint()
                .ifPresentOrElse(
                        paint -> swatch("class=\"" + paint.svgClass() + "\""), this::frame);
        cell("name", NAMES, row.names());
        cell("detail", PORTS, row.ports());
        cell("detail", ROUTE, row.route());
        cell("detail", BECAUSE, row.because());
    }

    /// Draws a frame in place of a colour, for a row whose address decides, if other rows have
    /// colours.
    private void frame() {
        if (picture.names().rows().stream().anyMatch(row -> row.paint().isPresent())) {
            swatch("class=\"frame\"");
        }
    }

    private void swatch(String style) {
        svg.append("<rect " + style + " x=\"32\" y=\"" + (y - 14) + "\"")
                .append(" width=\"18\" height=\"18\" rx=\"3\"/>\n");
    }

    /// Draws a cell. A text that is too long for its column is shown whole when pointed at.
    private void cell(String style, Column column, String text) {
        String shown = column.fit(text);
        String title = shown.equals(text) ? "" : "<title>" + Xml.escape(text) + "</title>";
        text(style, column.x, title, shown);
    }

    private void text(String style, int x, String text) {
        text(style, x, "", text);
    }

    private void text(String style, int x, String title, String text) {
        svg.append("<text class=\"" + style + "\" x=\"" + x + "\" y=\"" + y + "\">")
                .append(title)
                .append(Xml.escape(text))
                .append("</text>\n");
    }
}
