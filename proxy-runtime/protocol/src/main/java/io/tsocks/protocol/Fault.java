package io.tsocks.protocol;

/// Whose fault a failure of a handshake is. Who has several servers goes to the next one only if it
/// is the server's: another one would refuse the same destination.
public enum Fault {
    /// The destination cannot be reached, or is not allowed. The server did its part.
    DESTINATION,
    /// TLS with the server failed: its certificate is not accepted, or TLS itself.
    TLS,
    /// The server accepts no method of authentication that was offered.
    METHOD,
    /// The server refused the login, or wants one.
    LOGIN,
    /// This side has no credentials for the server.
    CREDENTIALS,
    /// The server closed the connection.
    CLOSED,
    /// The server speaks another protocol.
    PROTOCOL,
    /// The server says that it is out of order, or does not do such a thing.
    SERVER,
    /// What the client was to ask cannot be sent to any server.
    REQUEST;

    static Fault of(SocksFailure failure) {
        return switch (failure) {
            case SocksFailure.Refused ignored -> DESTINATION;
            case SocksFailure.NoAcceptableMethod ignored -> METHOD;
            case SocksFailure.UnofferedMethod ignored -> METHOD;
            case SocksFailure.LoginRefused ignored -> LOGIN;
            case SocksFailure.GssapiFailed ignored -> LOGIN;
            case SocksFailure.NoCredentials ignored -> CREDENTIALS;
            case SocksFailure.Malformed ignored -> PROTOCOL;
            case SocksFailure.Closed ignored -> CLOSED;
            case SocksFailure.Unsendable ignored -> REQUEST;
            case HttpFailure.Refused ignored -> DESTINATION;
            case HttpFailure.LoginWanted ignored -> LOGIN;
            case HttpFailure.LoginRefused ignored -> LOGIN;
            case HttpFailure.OutOfOrder ignored -> SERVER;
            case HttpFailure.NoTunnel ignored -> SERVER;
            case HttpFailure.NotHttp ignored -> PROTOCOL;
            case TlsFailure ignored -> TLS;
        };
    }
}
