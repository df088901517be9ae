package io.tsocks.validator;

/// The exit codes of the commands.
public final class ExitCode {

    /// The command found nothing wrong.
    public static final int CLEAN = 0;

    /// The command did its work, and the answer is not the good one: findings, or a refusal.
    public static final int FINDINGS = 1;

    /// The command could not do its work: bad usage, or a file that cannot be read or used.
    public static final int UNUSABLE = 2;

    private ExitCode() {}
}
