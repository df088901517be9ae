package io.tsocks.protocol;

import java.io.IOException;

/// GSSAPI said no: no ticket, a key that does not fit, a message that was changed.
public final class GssapiException extends IOException {

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
