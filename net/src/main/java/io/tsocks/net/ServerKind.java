package io.tsocks.net;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a server speaks, as the scheme of its URI says.
public enum ServerKind {
    /// SOCKS 4: no passwords, no IPv6. Host names go to such a server, in the form of SOCKS 4a,
    /// only if the policy decides alike for every address; rules for names need [#SOCKS4A].
    SOCKS4("socks4", 1080),
    /// SOCKS 4a: SOCKS 4 with host names, which the server resolves.
    SOCKS4A("socks4a", 1080),
    /// SOCKS 5, RFC 1928.
    SOCKS5("socks5", 1080),
    /// An HTTP proxy with the method `CONNECT` (RFC 9110, section 9.3.6).
    HTTP("http", 80),
    /// [#SOCKS5] inside TLS.
    SOCKS5_TLS("socks5+tls", 1080),
    /// [#HTTP] inside TLS.
    HTTPS("https", 443);

    private final String scheme;
    private final int defaultPort;

    ServerKind(String scheme, int defaultPort) {
        this.scheme = scheme;
        this.defaultPort = defaultPort;
    }

    /// What speaks a version of SOCKS.
    public static ServerKind of(SocksVersion version) {
        return switch (version) {
            case SOCKS4 -> SOCKS4;
            case SOCKS4A -> SOCKS4A;
            case SOCKS5 -> SOCKS5;
        };
    }

    /// The kind with a scheme in lower case; empty if no kind has it.
    public static Optional<ServerKind> ofScheme(String scheme) {
        return Arrays.stream(values()).filter(kind -> kind.scheme.equals(scheme)).findFirst();
    }

    /// All schemes, for a message: `socks4, socks4a, socks5, http, socks5+tls,
    /// https`.
    public static String schemes() {
        return Arrays.stream(values()).map(ServerKind::scheme).collect(Collectors.joining(", "));
    }

    /// The scheme of its URIs, in lower case.
    public String scheme() {
        return scheme;
    }

    /// The port of a URI without one: 1080 for SOCKS (RFC 1928, section 3), 80 for HTTP and 443 for
    /// HTTP inside TLS (RFC 9110, sections 4.2.1 and 4.2.2).
    public int defaultPort() {
        return defaultPort;
    }

    /// Whether the connection to such a server is one of TLS, with the protocol inside.
    public boolean usesTls() {
        return switch (this) {
            case SOCKS4, SOCKS4A, SOCKS5, HTTP -> false;
            case SOCKS5_TLS, HTTPS -> true;
        };
    }

    /// The version of SOCKS; empty for [#HTTP] and [#HTTPS].
    public Optional<SocksVersion> socks() {
        return switch (this) {
            case SOCKS4 -> Optional.of(SocksVersion.SOCKS4);
            case SOCKS4A -> Optional.of(SocksVersion.SOCKS4A);
            case SOCKS5, SOCKS5_TLS -> Optional.of(SocksVersion.SOCKS5);
            case HTTP, HTTPS -> Optional.empty();
        };
    }

    /// Whether a client can log in with user and password.
    public boolean hasLogin() {
        return switch (this) {
            case SOCKS4, SOCKS4A -> false;
            case SOCKS5, HTTP, SOCKS5_TLS, HTTPS -> true;
        };
    }

    /// Whether it can be asked for an IPv6 address.
    public boolean carriesIp6() {
        return hasLogin();
    }

    /// Whether it resolves host names.
    public boolean carriesNames() {
        return this != SOCKS4;
    }

    /// Whether a command line leaves names to such a server without being told: no other scheme
    /// says that, as `socks5h` does of curl for SOCKS 5.
    public boolean alwaysResolves() {
        return switch (this) {
            case SOCKS4, SOCKS5 -> false;
            case SOCKS4A, HTTP, SOCKS5_TLS, HTTPS -> true;
        };
    }

    /// What it speaks, for a message: `SOCKS 4a`, `HTTP`, `SOCKS 5 inside TLS`.
    public String words() {
        String protocol = socks().map(version -> "SOCKS " + version.label()).orElse("HTTP");
        return usesTls() ? protocol + " inside TLS" : protocol;
    }
}
