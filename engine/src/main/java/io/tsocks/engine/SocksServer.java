package io.tsocks.engine;

import io.tsocks.grammar.Secret;
import io.tsocks.grammar.SocksVersion;
import org.jspecify.annotations.Nullable;

/// A SOCKS server as a policy names it.
///
/// @param host an IPv4 or IPv6 address (no brackets) or a host name, as written
/// @param port 1 to 65535
/// @param user the user name to log in with; null where the policy gives none
/// @param password null where the policy gives none
public record SocksServer(
        String host,
        int port,
        SocksVersion version,
        @Nullable String user,
        @Nullable Secret password) {

    /// The port of a server whose block has no `server_port`.
    public static final int DEFAULT_PORT = 1080;

    /// As a URI without user and password: `socks5://10.1.7.25:1080`.
    public String uri() {
        String authority = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return "socks" + version.number() + "://" + authority + ":" + port;
    }

    @Override
    public String toString() {
        return uri();
    }
}
