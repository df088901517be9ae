package io.tsocks.engine;

import io.tsocks.net.Address;
import io.tsocks.net.Endpoint;
import io.tsocks.net.Secret;
import io.tsocks.net.ServerKind;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A server of a policy: a SOCKS server or an HTTP proxy. Two servers are equal if a connection
/// through one is the same as through the other, however their lines are spelled: addresses are
/// compared as addresses, names without regard to case, and a login counts only if the protocol has
/// one.
///
/// @param host an IPv4 address, an IPv6 address in the form of RFC 5952 (no brackets), or a host
///     name in lower case; any other spelling is converted to that
/// @param port 1 to 65535
/// @param user the user name to log in with; null if the policy gives none, and for SOCKS 4 and 4a,
///     which have no login
/// @param password null if the policy gives none, and for SOCKS 4 and 4a
public record ProxyServer(
        String host, int port, ServerKind kind, @Nullable String user, @Nullable Secret password) {

    public ProxyServer {
        host = canonicalHost(host);
        user = kind.hasLogin() ? user : null;
        password = kind.hasLogin() ? password : null;
    }

    /// The port of a server without a scheme whose block has no `server_port`.
    public static final int DEFAULT_PORT = ServerKind.SOCKS5.defaultPort();

    /// The spelling of a host in every answer: an IPv4-mapped IPv6 address becomes the IPv4
    /// address, other IPv6 addresses have the form of RFC 5952, and names are in lower case. A
    /// final dot stays: a name without it is another name, which search domains may complete.
    ///
    /// @param host an address without brackets, or a name
    public static String canonicalHost(String host) {
        return Address.parse(host)
                .map(Address::toString)
                .orElseGet(() -> host.toLowerCase(Locale.ROOT));
    }

    /// The server as a URI without user and password: `socks5://10.1.7.25:1080`.
    public String uri() {
        return kind.scheme() + "://" + Endpoint.text(host, port);
    }

    @Override
    public String toString() {
        return uri();
    }
}
