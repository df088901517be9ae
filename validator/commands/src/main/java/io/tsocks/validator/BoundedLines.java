package io.tsocks.validator;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/// Reads lines and keeps no more of each than a bound allows, so that a line without an end does
/// not fill the memory.
final class BoundedLines {

    private static final int BUFFER = 8192;

    private final Reader in;
    private final int most;

    /// Characters that were read ahead; a call of a reader for each would take longer than the
    /// rest.
    private final char[] ahead = new char[BUFFER];

    private int next;
    private int end;

    /// Whether the last character was a CR, so that an LF after it does not end another line.
    private boolean afterCr;

    /// @param most the most characters of a line that are kept, 1 or more
    BoundedLines(Reader in, int most) {
        this.in = in;
        this.most = most;
    }

    /// A line without its end.
    ///
    /// @param text its first characters, up to the bound
    /// @param whole whether this is the whole line
    record Line(String text, boolean whole) {}

    /// The next line, or null after the last. Characters that are not kept are read nevertheless.
    @Nullable Line next() throws IOException {
        var text = new StringBuilder();
        int length = 0;
        int c = read();
        if (afterCr && c == '\n') {
            c = read();
        }
        afterCr = false;
        if (c < 0) {
            return null;
        }
        while (c >= 0 && c != '\n' && c != '\r') {
            if (length < most) {
                text.append((char) c);
                length++;
            } else {
                length = most + 1;
            }
            c = read();
        }
        afterCr = c == '\r';
        return new Line(text.toString(), length <= most);
    }

    /// The next character; negative at the end.
    private int read() throws IOException {
        if (next == end) {
            end = Math.max(in.read(ahead, 0, BUFFER), 0);
            next = 0;
        }
        return end == 0 ? -1 : ahead[next++];
    }

    /// Whether more can be read without waiting.
    boolean ready() throws IOException {
        return next < end || in.ready();
    }
}
