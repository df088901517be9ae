package io.tsocks.validator;

import java.io.BufferedReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Lines of which no more is kept than a bound allows, so that one without an end fills no memory.
final class BoundedLines {

    private final BufferedReader in;
    private final int most;

    /// Whether the last character was a CR, so that a LF after it ends no line of its own.
    private boolean afterCr;

    /// @param most how many characters of a line are kept, 1 or more
    BoundedLines(BufferedReader in, int most) {
        this.in = in;
        this.most = most;
    }

    /// A line without its end.
    ///
    /// @param text its first characters, as many as are kept
    /// @param whole whether these are all
    record Line(String text, boolean whole) {}

    /// The next line, or null after the last. What is not kept is read nevertheless.
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
