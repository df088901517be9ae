package io.tsocks.protocol;

import io.tsocks.net.SocksVersion;

/// Why a handshake failed.
public sealed interface SocksFailure
        permits SocksFailure.Refused,
                SocksFailure.NoAcceptableMethod,
                SocksFailure.UnofferedMethod,
                SocksFailure.LoginRefused,
                SocksFailure.GssapiFailed,
                SocksFailure.NoCredentials,
                SocksFailure.Malformed,
                SocksFailure.Closed,
                SocksFailure.Unsendable,
                HttpFailure,
                TlsFailure {

    /// What happened, in words for a person, without the names of the server and the destination.
    String message();

    /// Whose fault it is.
    default Fault fault() {
        return Fault.of(this);
    }

    /// What connect(2) would say; before the request is answered there is one word for it.
    default Errno errno() {
        return Errno.ECONNREFUSED;
    }

    /// The server answered the request with a failure.
    record Refused(SocksReply reply, SocksAddress destination) implements SocksFailure {
        @Override
        public String message() {
            return "the server answered " + reply;
        }

        @Override
        public Errno errno() {
            return reply.errno(destination);
        }
    }

    /// The server accepts none of the offered methods (RFC 1928, section 3).
    ///
    /// @param passwordOffered whether a user name and password was among them
    /// @param gssapiAlone whether GSSAPI was the only one
    record NoAcceptableMethod(boolean passwordOffered, boolean gssapiAlone)
            implements SocksFailure {
        @Override
        public String message() {
            if (gssapiAlone) {
                return "the server does not accept GSSAPI, and nothing else was offered to it";
            }
            return passwordOffered
                    ? "the server accepts neither a user name and password nor any other method"
                            + " offered to it"
                    : "the server wants authentication; give a user name and password";
        }
    }

    /// The server chose a method that was not offered.
    ///
    /// @param method 0 to 255
    record UnofferedMethod(int method) implements SocksFailure {
        @Override
        public String message() {
            return "the server chose authentication method " + method + ", which was not offered";
        }
    }

    /// The server refused the user name and password.
    ///
    /// @param status 1 to 255; RFC 1929 gives the values no meaning
    record LoginRefused(int status) implements SocksFailure {
        @Override
        public String message() {
            return "the server refused the user name or password";
        }
    }

    /// GSSAPI failed, here or at the server.
    ///
    /// @param reason in words for a person
    record GssapiFailed(String reason) implements SocksFailure {
        @Override
        public String message() {
            return "GSSAPI: " + reason;
        }
    }

    /// This side has no credentials for GSSAPI with the server, or cannot use them.
    ///
    /// @param reason what is missing and what to do, in words for a person
    record NoCredentials(String reason) implements SocksFailure {
        @Override
        public String message() {
            return "GSSAPI: " + reason;
        }
    }

    /// The server's bytes are not SOCKS of this version.
    ///
    /// @param what the mistake, in words for a person
    record Malformed(SocksVersion version, String what) implements SocksFailure {
        @Override
        public String message() {
            return "the server does not speak SOCKS " + version.number() + ": " + what;
        }
    }

    /// The server closed the connection. Some servers report every failure so (`ssh -D`).
    record Closed() implements SocksFailure {
        @Override
        public String message() {
            return "the server closed the connection";
        }
    }

    /// A value given to the handshake does not fit in a message; nothing of it was sent.
    ///
    /// @param what the value, in words for a person; never the secret itself
    record Unsendable(String what) implements SocksFailure {
        @Override
        public String message() {
            return what;
        }
    }
}
