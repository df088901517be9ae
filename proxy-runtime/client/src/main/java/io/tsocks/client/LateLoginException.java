package io.tsocks.client;

/// A deadline passed before there was a login for a server. The server is not at fault: what did
/// not answer is the program's own [Credentials], or a key distribution centre.
final class LateLoginException extends DeadlineException {

    private static final long serialVersionUID = 1;

    LateLoginException(DeadlineException cause) {
        super(cause);
    }
}
