package io.tsocks.validator.question;

import java.util.List;

/// One of the things that a map shows.
///
/// @param name a few words: an outcome, or a change
/// @param details lines of the legend
record Layer(String name, Paint paint, List<String> details) {
    Layer {
        details = List.copyOf(details);
    }
}
