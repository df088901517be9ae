package io.tsocks.engine.options;

import io.tsocks.net.Excerpt;

/// An option or a variable that cannot be a part of a policy. The message is for the user, without
/// a final stop, and holds no password.
public final class BadOptionException extends Exception {

    private static final long serialVersionUID = 1;

    BadOptionException(String message) {
        super(Excerpt.of(message));
    }

    /// What is wrong and what to do.
    public String text() {
        return String.valueOf(getMessage());
    }
}
