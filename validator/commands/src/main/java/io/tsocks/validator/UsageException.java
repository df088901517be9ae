package io.tsocks.validator;

/// The command cannot do its work, for a reason that the user can remedy.
public final class UsageException extends Exception {

    private static final long serialVersionUID = 1;

    /// Makes an exception with a reason for the user.
    ///
    /// @param message one sentence for the user, without the command's name and without a final
    ///     stop
    public UsageException(String message) {
        super(message);
    }
}
