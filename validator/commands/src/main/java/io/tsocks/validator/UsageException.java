package io.tsocks.validator;

/// The command cannot do its work, for a reason that its user can do something about.
public final class UsageException extends Exception {

    private static final long serialVersionUID = 1;

    /// A reason for the user.
    ///
    /// @param message one sentence for the user, without the command's name and a final stop
    public UsageException(String message) {
        super(message);
    }
}
