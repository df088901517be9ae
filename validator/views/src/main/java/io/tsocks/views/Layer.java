package io.tsocks.views;

import java.util.List;

/// One of the outcomes or changes that a map shows.
///
/// @param name a few words: an outcome, or a change
/// @param details lines of the legend
public record Layer(String name, Paint paint, List<String> details) {
    public Layer {
        details = List.copyOf(details);
    }
}
