package io.tsocks.engine;

import io.tsocks.net.Span;

/// Where a part of a policy stands in its file.
///
/// The span is stored as two numbers instead of a [Span], because a policy may have a million
/// origins.
///
/// @param file what messages call the file; empty for a built-in part
/// @param line the line on which it starts, from 1; 0 for a built-in part
/// @param start index of its first character in the file's decoded text, from 0
/// @param end index after its last character
public record Origin(String file, int line, int start, int end) {

    /// The origin of the parts that no line says: the local loopback networks, and the end of a
    /// policy.
    public static final Origin NONE = new Origin("", 0, 0, 0);

    public Origin {
        if (line < 0 || start < 0 || end < start) {
            throw new IllegalArgumentException(
                    "no origin: line " + line + ", " + start + " to " + end);
        }
    }

    /// The origin of the part at a span.
    public static Origin of(String file, int line, Span span) {
        return new Origin(file, line, span.start(), span.end());
    }

    /// Its place in the text; [Span#NONE] for a built-in part.
    public Span span() {
        return new Span(start, end);
    }

    /// Whether the part is built in, so that no line of a file says it.
    public boolean isBuiltIn() {
        return line == 0;
    }
}
