package io.tsocks.engine;

/// What takes the connections of a path, or those of no path: one SOCKS server.
public record Upstream(SocksServer server) {

    /// The server as a URI without user and password: `socks5://10.1.7.25:1080`.
    public String uri() {
        return server.uri();
    }

    @Override
    public String toString() {
        return uri();
    }
}
