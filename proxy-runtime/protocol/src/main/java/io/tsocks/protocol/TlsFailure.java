package io.tsocks.protocol;

import java.util.List;

/// Why TLS with a server failed. Except for [Truncated], nothing but TLS's own messages was sent by
/// then: no login and no request.
public sealed interface TlsFailure extends SocksFailure {

    /// What the policy says of TLS cannot be used: a file is missing or damaged. Nothing was sent.
    ///
    /// @param what the file, what is wrong with it, and what to do
    record Settings(String what) implements TlsFailure {
        @Override
        public String message() {
            return "the TLS settings of the server are unusable: " + what;
        }
    }

    /// No trusted authority vouches for the server's certificate.
    ///
    /// @param why what is wrong with it, in words for a person
    /// @param pin the pin of the server's key, as a tsocks.conf has it
    record Untrusted(String why, String pin) implements TlsFailure {
        @Override
        public String message() {
            return "the server's certificate is not trusted: " + why;
        }
    }

    /// The certificate is out of date, or not valid yet.
    ///
    /// @param why since or until when, in words for a person
    /// @param pin the pin of the server's key, as a tsocks.conf has it
    record Expired(String why, String pin) implements TlsFailure {
        @Override
        public String message() {
            return "the server's certificate " + why;
        }
    }

    /// The certificate is trusted, but it belongs to another server.
    ///
    /// @param host the server as the policy names it
    /// @param names the names and addresses in the certificate
    record WrongName(String host, List<String> names) implements TlsFailure {
        public WrongName {
            names = List.copyOf(names);
        }

        @Override
        public String message() {
            return "the server's certificate is not for "
                    + host
                    + (names.isEmpty()
                            ? ": it names no host"
                            : ", but for " + String.join(", ", names));
        }
    }

    /// The server's key is not one that the policy pins.
    ///
    /// @param pin the pin of the key that the server has
    record WrongPin(String pin) implements TlsFailure {
        @Override
        public String message() {
            return "the server's key has the pin " + pin + ", which the policy does not give";
        }
    }

    /// The server ended the handshake with an alert (RFC 8446, section 6.2).
    ///
    /// @param alert its name: `handshake_failure`, `certificate_required`
    record Alert(String alert) implements TlsFailure {
        @Override
        public String message() {
            return "the server ended the TLS handshake with the alert " + alert;
        }

        /// Whether the server complains about the client's certificate, or the lack of one.
        public boolean isAboutOurCertificate() {
            return alert.contains("certificate") || alert.equals("unknown_ca");
        }
    }

    /// The server's first bytes are not those of TLS.
    ///
    /// @param what the protocol that they look like, in words for a person
    record NotTls(String what) implements TlsFailure {
        @Override
        public String message() {
            return "the server does not speak TLS: " + what;
        }
    }

    /// The server broke the rules of TLS, or the two sides have no version or cipher in common.
    ///
    /// @param what the mistake, in words for a person
    record Malformed(String what) implements TlsFailure {
        @Override
        public String message() {
            return "TLS with the server failed: " + what;
        }
    }

    /// The server closed the connection during the TLS handshake.
    record Closed() implements TlsFailure {
        @Override
        public String message() {
            return "the server closed the connection during the TLS handshake";
        }
    }

    /// The connection ended without the message that ends TLS (`close_notify`), so bytes may be
    /// missing at its end (RFC 8446, section 6.1).
    record Truncated() implements TlsFailure {
        @Override
        public String message() {
            return "the connection ended without TLS's close_notify, so data may be missing";
        }
    }
}
