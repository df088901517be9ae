package io.tsocks.grammar;

/// Text from elsewhere, such as the words of a file and its name, made fit for a
/// terminal, a log and a report: it stays on its line, moves no cursor, reorders nothing, and is no
/// command to a build server that reads the log.
///
/// GitHub's runner takes a line for a command if it starts with `::NAME`, blanks before it aside,
/// or has `##[NAME]` anywhere (actions/runner, `ActionCommand.cs`).
public final class Printable {

    /// What stands for a character that is not shown.
    public static final char REPLACEMENT = '\uFFFD';

    private static final String RUNNER_COMMAND = "::";
    private static final String OLD_RUNNER_COMMAND = "##[";

    private Printable() {}

    /// Whether a terminal, or what shows a log, obeys a character in place of showing it: controls,
    /// line ends, what reorders text, and what is not a character at all. Tab is one of them.
    public static boolean isObeyed(int codePoint) {
        return Character.isISOControl(codePoint)
                || codePoint == 0x2028
                || codePoint == 0x2029
                || (codePoint >= 0x202a && codePoint <= 0x202e)
                || (codePoint >= 0x2066 && codePoint <= 0x2069)
                || (codePoint >= 0xfffe && codePoint <= 0xffff);
    }

    /// The text as a part of a line, with U+FFFD in place of what would be obeyed. The length
    /// stays.
    public static String of(String text) {
        var printable = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            printable.append(isObeyed(c) ? REPLACEMENT : c);
        }
        return withoutCommand(printable.toString());
    }

    /// The text without a command to a build server, and otherwise as it is.
    static String withoutCommand(String text) {
        String shown = text.replace(OLD_RUNNER_COMMAND, "#" + REPLACEMENT + "[");
        int start = 0;
        while (start < shown.length() && isBlank(shown.charAt(start))) {
            start++;
        }
        int name = start + RUNNER_COMMAND.length();
        return shown.startsWith(RUNNER_COMMAND, start)
                        && name < shown.length()
                        && Character.isLetter(shown.charAt(name))
                ? shown.substring(0, name - 1) + REPLACEMENT + shown.substring(name)
                : shown;
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    /// The text as the content of a JSON string (RFC 8259, section 7), with an escape for what
    /// would be obeyed, so that a terminal may show it and a program still reads what it was.
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
