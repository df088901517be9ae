package io.tsocks.launcher;

/// A command line that is not valid, with a message for its author.
final class UsageException extends Exception {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
