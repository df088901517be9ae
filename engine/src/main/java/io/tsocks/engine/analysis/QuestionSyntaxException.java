package io.tsocks.engine.analysis;

import io.tsocks.net.Excerpt;

/// A text is not a [Question].
public final class QuestionSyntaxException extends Exception {

    private static final long serialVersionUID = 1;

    /// @param message for the person who wrote the text
    public QuestionSyntaxException(String message) {
        super(Excerpt.of(message));
    }
}
