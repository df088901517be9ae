package io.tsocks.engine;

/// The carrier of the connections of a path, or of those that no path takes: one SOCKS server.
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
