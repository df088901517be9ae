package io.tsocks.protocol;

import java.io.IOException;

/// GSSAPI failed: there is no ticket, a key does not fit, or a message was changed.
public sealed class GssapiException extends IOException permits CredentialsException {

    private static final long serialVersionUID = 1;

    /// @param message what failed, in words for a person
    public GssapiException(String message) {
        super(message);
    }

    /// @param message what failed, in words for a person
    public GssapiException(String message, Throwable cause) {
        super(message, cause);
    }
}
