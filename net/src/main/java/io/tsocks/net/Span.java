package io.tsocks.net;

/// A part of a file's text, as indices into the decoded text.
///
/// @param start index of the first character, from 0
/// @param end index after the last character; equal to `start` for a place between two characters
public record Span(int start, int end) {

    /// The span of a thing that no text says: the built-in loopback network, a default.
    public static final Span NONE = new Span(0, 0);

    public Span {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("no span: " + start + " to " + end);
        }
    }

    /// The number of characters, 0 or more.
    public int length() {
        return end - start;
    }
}
