package io.tsocks.protocol;

import io.tsocks.net.Protection;
import io.tsocks.net.Secret;

/// An authentication method of SOCKS 5. The server chooses among those that the client offers.
public sealed interface Authentication {

    /// The method's byte on the wire (RFC 1928, section 3).
    int code();

    /// No authentication.
    record None() implements Authentication {
        @Override
        public int code() {
            return 0;
        }
    }

    /// User name and password (RFC 1929), sent in UTF-8 and in the clear. Each must have 1 to 255
    /// bytes; otherwise the handshake fails with [SocksFailure.Unsendable] when it would send them.
    record Password(String user, Secret password) implements Authentication {
        @Override
        public int code() {
            return 2;
        }
    }

    /// GSSAPI (RFC 1961). Everything after the authentication, data included, is protected.
    ///
    /// @param context a fresh initiator's context for the server, good for one handshake
    /// @param protection the lowest protection that is accepted from the server
    record Gssapi(GssapiContext context, Protection protection) implements Authentication {
        @Override
        public int code() {
            return 1;
        }
    }
}
