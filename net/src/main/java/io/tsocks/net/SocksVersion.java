package io.tsocks.net;

/// The version of SOCKS that a server speaks, as `server_type` gives it.
public enum SocksVersion {
    /// SOCKS 4: no passwords, no IPv6. Host names go to such a server, in the form of SOCKS 4a,
    /// only if the policy decides alike for every address; rules for names need [#SOCKS4A].
    SOCKS4,
    /// SOCKS 4a: SOCKS 4 with host names, which the server resolves.
    SOCKS4A,
    /// SOCKS 5, RFC 1928.
    SOCKS5;

    /// The version number in its messages: 4 or 5.
    public int number() {
        return switch (this) {
            case SOCKS4, SOCKS4A -> 4;
            case SOCKS5 -> 5;
        };
    }

    /// The value of `server_type`: `4`, `4a` or `5`.
    public String label() {
        return switch (this) {
            case SOCKS4 -> "4";
            case SOCKS4A -> "4a";
            case SOCKS5 -> "5";
        };
    }
}
