package io.tsocks.net;

/// Makes text from elsewhere, such as the words of a file and its name, fit for a terminal, a log
/// and a report: it stays on its line, moves no cursor, reorders nothing, and gives no command to a
/// build server that reads the log.
///
/// GitHub's runner treats a line as a command if it starts with `::NAME`, perhaps after blanks, or
/// has `##[NAME]` anywhere (actions/runner, `ActionCommand.cs`).
public final class Printable {

    /// Replaces a character that is not shown.
    public static final char REPLACEMENT = '\uFFFD';

    private static final String RUNNER_COMMAND = "::";
    private static final String OLD_RUNNER_COMMAND = "##[";

    private Printable() {}

    /// Whether a terminal or log viewer obeys a character instead of showing it: controls including
    /// tab, line ends, characters that reorder text, and code points that are not characters at
    /// all.
    public static boolean isObeyed(int codePoint) {
        return Character.isISOControl(codePoint)
                || codePoint == 0x2028
                || codePoint == 0x2029
                || (codePoint >= 0x202a && codePoint <= 0x202e)
                || (codePoint >= 0x2066 && codePoint <= 0x2069)
                || (codePoint >= 0xfffe && codePoint <= 0xffff);
    }

    /// The text as a part of a line, with U+FFFD in place of each character that would be obeyed.
    /// The length stays the same.
    public static String of(String text) {
        return withoutCommand(hasObeyed(text) ? shown(text) : text);
    }

    private static boolean hasObeyed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isObeyed(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static String shown(String text) {
        var printable = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            printable.append(isObeyed(c) ? REPLACEMENT : c);
        }
        return printable.toString();
    }

    /// The text without commands to a build server, otherwise unchanged.
    public static String withoutCommand(String text) {
        String shown = text.replace(OLD_RUNNER_COMMAND, "#" + REPLACEMENT + "[");
        int start = 0;
        while (start < shown.length() && isBlank(shown.charAt(start))) {
            start++;
        }
        int name = start + RUNNER_COMMAND.length();
        return shown.startsWith(RUNNER_COMMAND, start)
                        && name < shown.length()
                        && Character.isLetter(shown.charAt(name))
                        && !isAddress(shown, start)
                ? shown.substring(0, name - 1) + REPLACEMENT + shown.substring(name)
                : shown;
    }

    /// Whether a word is of hexadecimal digits and what separates them in an IPv6 address, its port
    /// and its prefix length. No command is.
    private static boolean isAddress(String text, int start) {
        for (int i = start; i < text.length() && !isBlank(text.charAt(i)); i++) {
            char c = text.charAt(i);
            if (Character.digit(c, 16) < 0 && ":./-%".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    /// The text as the content of a JSON string (RFC 8259, section 7), with an escape for each
    /// character that would be obeyed. A terminal may show it, and a program still reads the
    /// original.
    public static String json(String text) {
        var escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\' || isObeyed(c)) {
                escaped.append(escape(c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /// The escape of a character in a JSON string: a backslash, `u` and four hexadecimal digits.
    public static String escape(char c) {
        return String.format("\\u%04x", (int) c);
    }
}
