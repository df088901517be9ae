package io.tsocks.net;

/// Shortens long words in a message for a person, so that each fits on a line. A file, an argument
/// or a line of input may hold a word of a million characters, and a message that repeated it would
/// bury its point.
public final class Excerpt {

    /// How many characters of a word are shown, not counting the ellipsis.
    public static final int LONGEST_WORD = 80;

    /// A longer message is not read to its end.
    private static final int LONGEST_MESSAGE = 2_000;

    private static final String ELLIPSIS = "\u2026";

    /// Punctuation that closes a quotation or a sentence, which stays at the end of a shortened
    /// word.
    private static final String CLOSING = "`'\").,:;";

    private Excerpt() {}

    /// The message with every word cut to [#LONGEST_WORD] characters and an ellipsis. A message of
    /// very many words is itself cut and ends with an ellipsis. Any other message stays as it is.
    public static String of(String message) {
        return message.length() <= LONGEST_WORD ? message : shortened(message);
    }

    private static String shortened(String message) {
        var text = new StringBuilder();
        int at = 0;
        while (at < message.length() && text.length() < LONGEST_MESSAGE) {
            int end = endOfWord(message, at);
            appendWord(text, message, at, end);
            if (end < message.length()) {
                text.append(message.charAt(end));
            }
            at = end + 1;
        }
        return at < message.length() ? text.append(ELLIPSIS).toString() : text.toString();
    }

    private static int endOfWord(String message, int from) {
        int end = from;
        while (end < message.length() && message.charAt(end) != ' ') {
            end++;
        }
        return end;
    }

    private static void appendWord(StringBuilder text, String message, int start, int end) {
        if (message.codePointCount(start, end) <= LONGEST_WORD) {
            text.append(message, start, end);
            return;
        }
        int closing = end;
        while (end - closing < 3 && CLOSING.indexOf(message.charAt(closing - 1)) >= 0) {
            closing--;
        }
        text.append(message, start, message.offsetByCodePoints(start, LONGEST_WORD))
                .append(ELLIPSIS)
                .append(message, closing, end);
    }
}
