package io.tsocks.agent.inside;

/// This Java run time has other internals than the agent knows.
final class UnknownJdkException extends Exception {

    private static final long serialVersionUID = 1;

    /// @param what the part that is missing or has another shape
    UnknownJdkException(String what) {
        super(what);
    }
}
