package io.tsocks.net;

/// The `server_type`: which SOCKS a server speaks.
public enum SocksVersion {
    /// SOCKS 4, with 4a's host names: no passwords, no IPv6.
    SOCKS4,
    /// SOCKS 5, RFC 1928.
    SOCKS5;

    /// The number that `server_type` takes: 4 or 5.
    public int number() {
        return switch (this) {
            case SOCKS4 -> 4;
            case SOCKS5 -> 5;
        };
    }
}
