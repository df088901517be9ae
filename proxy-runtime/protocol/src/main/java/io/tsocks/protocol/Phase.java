package io.tsocks.protocol;

/// The steps of a connect through a SOCKS server, in their order.
public enum Phase {
    /// The TCP connect to the server. It comes before the handshake.
    CONNECT,
    /// The TLS handshake with the server, which proves who it is. Only with servers that use TLS.
    TLS,
    /// The server chooses an authentication method. SOCKS 5 only.
    METHOD,
    /// The server authenticates the client. Only in SOCKS 5 with a password or GSSAPI.
    AUTHENTICATION,
    /// The request is being sent.
    REQUEST,
    /// The server carries the request out.
    REPLY,
    /// After BIND: the server waits for the peer.
    PEER;

    /// What a client does in this phase, for messages: `waiting for the server's reply`.
    public String doing() {
        return switch (this) {
            case CONNECT -> "connecting to the server";
            case TLS -> "agreeing on TLS";
            case METHOD -> "agreeing on an authentication method";
            case AUTHENTICATION -> "authenticating";
            case REQUEST -> "sending the request";
            case REPLY -> "waiting for the server's reply";
            case PEER -> "waiting for the peer to connect";
        };
    }
}
