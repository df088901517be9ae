package io.tsocks.lint.output;

import io.tsocks.net.Printable;

/// Escapes text for XML.
public final class Xml {

    private Xml() {}

    /// The text as the content of an element, or of an attribute in double quotes. Characters that
    /// a terminal would obey become U+FFFD, except line ends; this includes all that XML 1.0
    /// forbids.
    public static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> append(escaped, c));
        // GitHub's runner would take ##[error] as a command
        return escaped.toString().replace("##[", "#&#35;[");
    }

    private static void append(StringBuilder escaped, int c) {
        switch (c) {
            case '&' -> escaped.append("&amp;");
            case '<' -> escaped.append("&lt;");
            case '>' -> escaped.append("&gt;");
            case '"' -> escaped.append("&quot;");
            case '\n' -> escaped.append("&#10;");
            default -> escaped.appendCodePoint(isShown(c) ? c : Printable.REPLACEMENT);
        }
    }

    private static boolean isShown(int c) {
        return !Printable.isObeyed(c) && !(c >= 0xd800 && c <= 0xdfff);
    }
}
