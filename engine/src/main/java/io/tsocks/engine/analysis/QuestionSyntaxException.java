package io.tsocks.engine.analysis;

/// A text is no [Question].
public final class QuestionSyntaxException extends Exception {

    private static final long serialVersionUID = 1;

    QuestionSyntaxException(String message) {
        super(message);
    }
}
