package io.tsocks.grammar;

import io.tsocks.net.Secret;
import io.tsocks.net.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A line of a file exactly as it was read: its text with the line end.
///
/// @param number from 1
/// @param start index of its first character in the file's text
/// @param text the whole line with its end; not empty
public record ConfLine(int number, int start, String text) {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /// Index after the last character of the line's end.
    public int end() {
        return start + text.length();
    }

    /// How the line ends: LF, CRLF, CR, or nothing at the end of a file.
    public String lineEnd() {
        return text.substring(contentLength());
    }

    /// The line without its end.
    public String content() {
        return text.substring(0, contentLength());
    }

    /// The blanks before the first word, and the byte order mark of a first line.
    public String indent() {
        int at = 0;
        while (at < contentLength() && isIndent(at)) {
            at++;
        }
        return text.substring(0, at);
    }

    /// The words before the comment as tsocks 1.8 splits them: at blanks and tabs, nothing else.
    public List<Word> words() {
        return split().stream().filter(word -> !word.text().startsWith("#")).toList();
    }

    /// The comment from its `#` to the end of the line; empty if there is none.
    public Optional<Word> comment() {
        return split().stream().filter(word -> word.text().startsWith("#")).findFirst();
    }

    /// The line without its end, and with `********` in place of a password and all that follows.
    public String redacted() {
        return Redaction.shown(content());
    }

    /// Whether the line may hold a password.
    public boolean hasSecret() {
        return Redaction.start(content()) < contentLength();
    }

    /// The text that may be a password, with all that follows it up to the line's end; empty if the
    /// line has none.
    public Optional<Secret> secret() {
        String content = content();
        int start = Redaction.start(content);
        return start < content.length()
                ? Optional.of(Secret.of(content.substring(start)))
                : Optional.empty();
    }

    /// Whether the line has neither words nor a comment.
    public boolean isBlank() {
        return indent().length() == contentLength();
    }

    private int contentLength() {
        int length = text.length();
        if (length > 0 && text.charAt(length - 1) == '\n') {
            length--;
        }
        if (length > 0 && text.charAt(length - 1) == '\r') {
            length--;
        }
        return length;
    }

    private boolean isIndent(int at) {
        return isBlank(text.charAt(at))
                || (start == 0 && at == 0 && text.charAt(at) == BYTE_ORDER_MARK);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private List<Word> split() {
        var words = new ArrayList<Word>();
        int length = contentLength();
        int at = indent().length();
        while (at < length) {
            int wordEnd = text.charAt(at) == '#' ? length : endOfWord(at, length);
            words.add(new Word(start + at, text.substring(at, wordEnd)));
            at = wordEnd;
            while (at < length && isBlank(text.charAt(at))) {
                at++;
            }
        }
        return words;
    }

    private int endOfWord(int from, int length) {
        int at = from;
        while (at < length && !isBlank(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /// A word or a comment.
    ///
    /// @param start index of its first character in the file's text
    /// @param text its characters, at least one
    public record Word(int start, String text) {

        /// Its place in the file.
        public Span span() {
            return new Span(start, start + text.length());
        }
    }
}
