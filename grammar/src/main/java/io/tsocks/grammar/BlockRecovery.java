package io.tsocks.grammar;

import io.tsocks.net.Span;

/// Decides whether a line that could not be read was meant to open a path. The lines of the path
/// then belong to it, and one mistake gives one problem.
final class BlockRecovery {

    private final String text;

    /// Index of a `{` that belongs to a `path` on a line before it, or -1.
    private int brace = -1;

    BlockRecovery(String text) {
        this.text = text;
    }

    /// Whether a line with a mistake opens a path nevertheless.
    ///
    /// @param line without indentation and comment
    boolean opens(Span line) {
        String words = text.substring(line.start(), line.end());
        String name = Diagnosis.nameOf(words);
        boolean path = name.equals("path");
        if (words.indexOf('}') >= 0
                || words.equals("{")
                || (Diagnosis.NAMES.contains(name) && !path)) {
            return false;
        }
        return words.endsWith("{") || (path && isClosedLater(line.end()));
    }

    /// Whether a line is the brace of a `path` before it.
    boolean isBrace(Span line) {
        return line.start() == brace && line.length() == 1;
    }

    /// Whether the next line with words is a `{`, or a `}` comes before the next path.
    private boolean isClosedLater(int from) {
        boolean first = true;
        for (int at = nextLine(from); at < text.length(); at = nextLine(at)) {
            int start = startOfWords(at);
            char c = start < text.length() ? text.charAt(start) : '\n';
            if (c == '#' || c == '\n' || c == '\r') {
                continue;
            }
            if (first && c == '{') {
                brace = start;
                return true;
            }
            if (c == '}' || text.startsWith("path", start)) {
                return c == '}';
            }
            first = false;
        }
        return false;
    }

    private int startOfWords(int from) {
        int at = from;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }

    private int nextLine(int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
        return at + 1;
    }
}
