package io.tsocks.lint;

import io.tsocks.lint.model.Page;
import java.util.Locale;

/// A rule's page as text.
public final class PageText {

    private static final int LINE = 80;

    private PageText() {}

    /// The page for a terminal.
    public static String plain(Catalog.Entry entry) {
        Page page = entry.page();
        return heading(entry)
                + "\n\n"
                + wrap(page.what())
                + "\n\n"
                + wrap(page.why())
                + "\n\nInstead of\n\n"
                + indent(visible(page.bad().text()))
                + "\nwrite\n\n"
                + indent(visible(page.good().text()))
                + "\n"
                + wrap(page.fix())
                + "\n";
    }

    /// The page for docs/rules.
    public static String markdown(Catalog.Entry entry) {
        Page page = entry.page();
        return "# "
                + heading(entry)
                + "\n\n"
                + page.what()
                + "\n\n## Why it matters\n\n"
                + page.why()
                + "\n\n## Example\n\n```\n"
                + visible(page.bad().text())
                + "```\n\n## Instead\n\n```\n"
                + visible(page.good().text())
                + "```\n\n## Fix\n\n"
                + page.fix()
                + "\n";
    }

    private static String heading(Catalog.Entry entry) {
        return entry.kind().id()
                + ": "
                + entry.kind().title()
                + " ("
                + entry.kind().severity().label()
                + ")";
    }

    private static String wrap(String paragraph) {
        var wrapped = new StringBuilder();
        int column = 0;
        for (String word : paragraph.split(" ", -1)) {
            if (column > 0 && column + 1 + word.length() > LINE) {
                wrapped.append('\n');
                column = 0;
            } else if (column > 0) {
                wrapped.append(' ');
                column++;
            }
            wrapped.append(word);
            column += word.length();
        }
        return wrapped.toString();
    }

    private static String indent(String text) {
        return text.indent(4);
    }

    /// The text with invisible characters made visible, and long parts shortened.
    private static String visible(String text) {
        var shown = new StringBuilder();
        int start = 0;
        while (start < text.length()) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            String line = text.substring(start, end);
            shown.append(line.length() > LINE ? line.substring(0, 60) + "..." : escape(line));
            shown.append(newline < 0 ? "<end of file>\n" : "\n");
            start = end + 1;
        }
        return shown.toString();
    }

    private static String escape(String line) {
        var shown = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            shown.append(escape(line.charAt(i), line.substring(i).isBlank()));
        }
        return shown.toString();
    }

    private static String escape(char c, boolean trailing) {
        if (c == '\r') {
            return "<CR>";
        }
        return Character.isISOControl(c) || c == '\uFEFF' || (trailing && c == ' ')
                ? "<U+%04X>".formatted((int) c).toUpperCase(Locale.ROOT)
                : String.valueOf(c);
    }
}
