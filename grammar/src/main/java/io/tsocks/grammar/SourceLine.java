package io.tsocks.grammar;

import io.tsocks.net.Printable;
import io.tsocks.net.Span;

/// A line of a file for a terminal, with the cells to put carets under: tabs expanded, control
/// characters replaced, passwords masked, and of a very long line only the part that matters.
final class SourceLine {

    private static final int TAB = 8;
    private static final int WINDOW = 160;
    private static final int BEFORE = 60;
    private static final String CUT = "...";

    private final StringBuilder cells = new StringBuilder();
    private int width;
    private int caretStart = -1;
    private int caretEnd = -1;

    /// @param span what to put the carets under; the part of it on this line is marked
    SourceLine(ConfLine line, Span span) {
        String content = line.content();
        int secret = Redaction.start(content);
        int from = Math.clamp(span.start() - line.start(), 0, content.length());
        int to = Math.clamp(span.end() - line.start(), from, content.length());
        int first = content.length() <= WINDOW ? 0 : Math.max(0, from - BEFORE);
        int last = content.length() <= WINDOW ? content.length() : first + WINDOW;
        if (first > 0) {
            append(CUT, CUT.length());
        }
        int shown = Math.min(Math.min(last, content.length()), secret);
        for (int i = first; i < shown; i += Character.charCount(content.codePointAt(i))) {
            mark(i, from, to);
            append(content.codePointAt(i));
        }
        mark(shown, from, to);
        if (secret < content.length()) {
            append(Redaction.MASK, Redaction.MASK.length());
        } else if (shown < content.length()) {
            append(CUT, CUT.length());
        }
        caretStart = caretStart < 0 ? Math.max(0, width - Redaction.MASK.length()) : caretStart;
        caretEnd = caretEnd < 0 ? width : caretEnd;
    }

    /// The text of the line, without blanks at its end.
    String text() {
        return Printable.withoutCommand(cells.toString()).stripTrailing();
    }

    /// The line of carets under it.
    String carets() {
        return " ".repeat(caretStart) + "^".repeat(Math.max(1, caretEnd - caretStart));
    }

    private void mark(int index, int from, int to) {
        if (caretStart < 0 && index >= from) {
            caretStart = width;
        }
        if (caretEnd < 0 && index >= to) {
            caretEnd = width;
        }
    }

    private void append(int codePoint) {
        if (codePoint == '\t') {
            int blanks = TAB - width % TAB;
            append(" ".repeat(blanks), blanks);
        } else if (Printable.isObeyed(codePoint)) {
            append(String.valueOf(Printable.REPLACEMENT), 1);
        } else {
            append(Character.toString(codePoint), widthOf(codePoint));
        }
    }

    private void append(String text, int textWidth) {
        cells.append(text);
        width += textWidth;
    }

    /// How many cells of a terminal a character takes, judged by its kind; near enough for carets.
    private static int widthOf(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> isWide(codePoint) ? 2 : 1;
        };
    }

    private static boolean isWide(int codePoint) {
        return Character.isIdeographic(codePoint)
                || (codePoint >= 0x1100 && codePoint <= 0x115f)
                || (codePoint >= 0x2e80 && codePoint <= 0xa4cf && codePoint != 0x303f)
                || (codePoint >= 0xac00 && codePoint <= 0xd7a3)
                || (codePoint >= 0xfe30 && codePoint <= 0xfe6f)
                || (codePoint >= 0xff00 && codePoint <= 0xff60)
                || (codePoint >= 0xffe0 && codePoint <= 0xffe6)
                || (codePoint >= 0x1f300 && codePoint <= 0x1faff);
    }
}
