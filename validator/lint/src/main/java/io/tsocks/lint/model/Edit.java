package io.tsocks.lint.model;

import io.tsocks.net.Span;

/// A change of a text: replaces the text of a span.
///
/// @param span the text to replace; empty to insert
/// @param replacement the new text; empty to delete
public record Edit(Span span, String replacement) {

    /// Whether two edits change the same text, or insert at the same place. Their order would then
    /// matter.
    public boolean overlaps(Edit other) {
        return (span.start() < other.span.end() && other.span.start() < span.end())
                || span.start() == other.span.start();
    }
}
