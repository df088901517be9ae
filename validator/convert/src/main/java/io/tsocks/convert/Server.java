package io.tsocks.convert;

import io.tsocks.net.Endpoint;
import io.tsocks.net.Secret;
import io.tsocks.net.ServerKind;
import java.util.Optional;

/// A server that a policy is to name.
///
/// @param host an address, IPv6 without brackets, or a name
/// @param port 1 to 65535
/// @param user empty if there is no login
/// @param password empty if there is none
record Server(
        ServerKind kind, String host, int port, Optional<String> user, Optional<Secret> password) {

    /// A port of this machine on which nobody listens (RFC 863): connections through it fail. A
    /// path must have a server, so this is how a path refuses.
    static final Server NOBODY = of(ServerKind.SOCKS5, "127.0.0.1", 9);

    /// A server without login.
    static Server of(ServerKind kind, String host, int port) {
        return new Server(kind, host, port, Optional.empty(), Optional.empty());
    }

    /// The same server with a login.
    Server with(Optional<String> name, Optional<Secret> secret) {
        return new Server(kind, host, port, name, secret);
    }

    /// The server as a URI, without its login.
    String uri() {
        return kind.scheme() + "://" + Endpoint.text(host, port);
    }

    /// Whether there is a user name or a password.
    boolean hasLogin() {
        return user.isPresent() || password.isPresent();
    }

    /// Whether another server has the same login, or needs none.
    boolean sharesLogin(Server other) {
        return !other.kind.hasLogin()
                || (user.equals(other.user) && password.equals(other.password));
    }

    /// Whether another server has the same host and port.
    boolean isAtPlaceOf(Server other) {
        return host.equalsIgnoreCase(other.host) && port == other.port;
    }

    /// The URI: a login is nobody's business.
    @Override
    public String toString() {
        return uri();
    }
}
