package io.tsocks.engine;

import io.tsocks.net.Address;
import io.tsocks.net.Secret;
import io.tsocks.net.ServerAddress;
import io.tsocks.net.ServerKind;
import io.tsocks.net.ServerUri;
import io.tsocks.net.SocksVersion;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A server of a policy: a SOCKS server or an HTTP proxy. Two servers are equal if a connection
/// through one is the same as through the other, however their lines are spelled: addresses are
/// compared as addresses, names without regard to case, and a login counts only if the protocol has
/// one.
///
/// @param address the host is an IPv4 address, an IPv6 address in the form of RFC 5952 (no
///     brackets), or a host name in lower case; any other spelling is converted to that
/// @param user the user name to log in with; null if the policy gives none, and for SOCKS 4 and 4a,
///     which have no login
/// @param password null if the policy gives none, and for SOCKS 4 and 4a
/// @param tls [TlsSettings#STANDARD] if the policy says nothing, and for kinds without TLS
/// @param gssapi null if the policy does not demand GSSAPI; only for SOCKS 5 servers with a host,
///     and then no other login counts
public record ProxyServer(
        ServerAddress address,
        ServerKind kind,
        @Nullable String user,
        @Nullable PasswordSource password,
        TlsSettings tls,
        @Nullable GssapiSettings gssapi) {

    public ProxyServer {
        address = canonical(address);
        boolean hasLogin = kind.hasLogin() && gssapi == null;
        user = hasLogin ? user : null;
        password = hasLogin ? password : null;
        tls = kind.usesTls() ? tls : TlsSettings.STANDARD;
        if (address instanceof ServerAddress.Unix && kind != ServerKind.SOCKS5) {
            throw new IllegalArgumentException("a socket with " + kind.scheme());
        }
        if (gssapi != null && !mayHaveGssapi(address, kind)) {
            throw new IllegalArgumentException("GSSAPI with " + kind.scheme() + " at " + address);
        }
    }

    /// A server that need not be one of GSSAPI.
    ///
    /// @param user null if the policy gives none
    /// @param password null if the policy gives none
    public ProxyServer(
            ServerAddress address,
            ServerKind kind,
            @Nullable String user,
            @Nullable PasswordSource password,
            TlsSettings tls) {
        this(address, kind, user, password, tls, null);
    }

    /// A server at a TCP port, for which the policy says nothing of TLS.
    ///
    /// @param password null if the policy gives none
    public ProxyServer(
            String host,
            int port,
            ServerKind kind,
            @Nullable String user,
            @Nullable Secret password) {
        this(
                new ServerAddress.Inet(host, port),
                kind,
                user,
                password == null ? null : new PasswordSource.Given(password),
                TlsSettings.STANDARD);
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

    /// The same address with its host in the spelling of every answer.
    public static ServerAddress canonical(ServerAddress address) {
        return switch (address) {
            case ServerAddress.Inet(String host, int port) ->
                    new ServerAddress.Inet(canonicalHost(host), port);
            case ServerAddress.Unix unix -> unix;
        };
    }

    /// The server in a message about its place: its host, or the URI of its socket.
    public String label() {
        return address.label();
    }

    /// The address that the policy gives as the host; empty for a host name and for a socket.
    public Optional<Address> literal() {
        return switch (address) {
            case ServerAddress.Inet inet -> Address.parse(inet.host());
            case ServerAddress.Unix ignored -> Optional.empty();
        };
    }

    /// Whether such a server can be one of GSSAPI: the method is one of SOCKS 5, and its service is
    /// that of a host.
    static boolean mayHaveGssapi(ServerAddress address, ServerKind kind) {
        return address instanceof ServerAddress.Inet
                && kind.socks().filter(version -> version == SocksVersion.SOCKS5).isPresent();
    }

    /// The same server without its password.
    public ProxyServer withoutPassword() {
        return withPassword(null);
    }

    /// The same server with a password, or without one.
    ProxyServer withPassword(@Nullable PasswordSource other) {
        return new ProxyServer(address, kind, user, other, tls, gssapi);
    }

    /// The server as a URI without user and password: `socks5://10.1.7.25:1080`, `unix:/run/proxy`.
    public String uri() {
        return new ServerUri(kind, Optional.empty(), address).toString();
    }

    @Override
    public String toString() {
        return uri();
    }
}
