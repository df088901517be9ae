package io.tsocks.protocol;

/// GSSAPI failed on this side, whatever the server would have said: there is no ticket, it has
/// expired, or the key distribution centre does not answer.
public final class CredentialsException extends GssapiException {

    private static final long serialVersionUID = 1;

    /// @param message what failed and what to do, in words for a person
    public CredentialsException(String message) {
        super(message);
    }

    /// @param message what failed and what to do, in words for a person
    public CredentialsException(String message, Throwable cause) {
        super(message, cause);
    }
}
