package io.tsocks.protocol;

/// How far a handshake is.
public sealed interface HandshakeState {

    /// It goes on.
    record Negotiating(Phase phase) implements HandshakeState {}

    /// BIND was granted: the peer may connect. It goes on, with a second reply.
    ///
    /// @param address where the server listens; 0.0.0.0 stands for the server's own address
    record Listening(SocksAddress address) implements HandshakeState {}

    /// It is done, and the connection is the application's.
    ///
    /// @param bound what the reply named: for CONNECT of little use (often 0.0.0.0:0), for BIND the
    ///     peer, for UDP ASSOCIATE the relay, for RESOLVE the answer
    record Established(SocksAddress bound) implements HandshakeState {}

    /// It is over; the connection must be closed.
    record Failed(Phase phase, SocksFailure failure) implements HandshakeState {}

    /// Whether nothing more will happen.
    default boolean isOver() {
        return switch (this) {
            case Negotiating ignored -> false;
            case Listening ignored -> false;
            case Established ignored -> true;
            case Failed ignored -> true;
        };
    }
}
