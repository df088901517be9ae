package io.tsocks.validator.question;

/// Text in XML.
final class Xml {

    private Xml() {}

    /// A text for the content of an element or an attribute in double quotes. Characters that XML
    /// 1.0 does not have become `?`.
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> append(escaped, c));
        return escaped.toString();
    }

    private static void append(StringBuilder escaped, int c) {
        switch (c) {
            case '&' -> escaped.append("&amp;");
            case '<' -> escaped.append("&lt;");
            case '>' -> escaped.append("&gt;");
            case '"' -> escaped.append("&quot;");
            case '\n' -> escaped.append("&#10;");
            default -> escaped.appendCodePoint(isAllowed(c) ? c : '?');
        }
    }

    private static boolean isAllowed(int c) {
        return c == '\t'
                || (c >= 0x20 && c < 0xd800)
                || (c >= 0xe000 && c != 0xfffe && c != 0xffff);
    }
}
