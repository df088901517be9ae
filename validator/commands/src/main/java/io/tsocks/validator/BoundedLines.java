package io.tsocks.validator;

import java.io.BufferedReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Reads lines and keeps no more of each than a bound allows, so that a line without an end does
/// not fill the memory.
final class BoundedLines {

    private final BufferedReader in;
    private final int most;

    /// Whether the last character was a CR, so that an LF after it does not end another line.
    private boolean afterCr;

    /// @param most the most characters of a line that are kept, 1 or more
    BoundedLines(BufferedReader in, int most) {
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
        int c = in.read();
        if (afterCr && c == '\n') {
            c = in.read();
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
            c = in.read();
        }
        afterCr = c == '\r';
        return new Line(text.toString(), length <= most);
    }

    /// Whether more can be read without waiting.
    boolean ready() throws IOException {
        return in.ready();
    }
}
