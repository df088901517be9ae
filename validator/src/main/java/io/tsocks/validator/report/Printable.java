package io.tsocks.validator.report;

/// Text that stays on its line and moves no cursor.
public final class Printable {

    private Printable() {}

    /// The text with U+FFFD in place of control characters, which XML does not allow either.
    public static String of(String text) {
        var printable = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            printable.append(isControl(c) ? '\uFFFD' : c);
        }
        return printable.toString();
    }

    private static boolean isControl(char c) {
        return Character.isISOControl(c)
                || (c >= '\u202a' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069')
                || c >= '\ufffe';
    }
}
