package io.tsocks.lint.model;

import io.tsocks.net.Span;

/// A change of a text: what a span holds gives way to something else.
///
/// @param span what goes; empty to insert
/// @param replacement what comes; empty to delete
public record Edit(Span span, String replacement) {

    /// Whether two edits want the same text, or the same place. Their order would then matter.
    public boolean overlaps(Edit other) {
        return (span.start() < other.span.end() && other.span.start() < span.end())
                || span.start() == other.span.start();
    }
}
