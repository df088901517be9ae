package io.tsocks.convert;

import io.tsocks.net.Endpoint;
import io.tsocks.net.Secret;
import java.util.Locale;
import java.util.Optional;

/// A server that a policy is to name.
///
/// @param host an address, IPv6 without brackets, or a name
/// @param port 1 to 65535
/// @param user empty if there is no login
/// @param password empty if there is none
record Server(
        Scheme scheme, String host, int port, Optional<String> user, Optional<Secret> password) {

    /// What a server speaks.
    enum Scheme {
        SOCKS4,
        SOCKS4A,
        SOCKS5,
        HTTP;

        /// Whether the protocol has user names and passwords.
        boolean hasLogin() {
            return switch (this) {
                case SOCKS4, SOCKS4A -> false;
                case SOCKS5, HTTP -> true;
            };
        }

        /// Whether a server takes names in place of addresses.
        boolean takesNames() {
            return switch (this) {
                case SOCKS4 -> false;
                case SOCKS4A, SOCKS5, HTTP -> true;
            };
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// A port of this machine on which nobody listens (RFC 863): connections through it fail. A
    /// path must have a server, so this is how a path refuses.
    static final Server NOBODY = of(Scheme.SOCKS5, "127.0.0.1", 9);

    /// A server without login.
    static Server of(Scheme scheme, String host, int port) {
        return new Server(scheme, host, port, Optional.empty(), Optional.empty());
    }

    /// The same server with a login.
    Server with(Optional<String> name, Optional<Secret> secret) {
        return new Server(scheme, host, port, name, secret);
    }

    /// The server as a URI, without its login.
    String uri() {
        return scheme + "://" + Endpoint.text(host, port);
    }

    /// The URI: a login is nobody's business.
    @Override
    public String toString() {
        return uri();
    }
}
