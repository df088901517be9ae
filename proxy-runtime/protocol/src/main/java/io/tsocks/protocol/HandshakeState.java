package io.tsocks.protocol;

/// The state of a handshake.
public sealed interface HandshakeState {

    /// The handshake goes on.
    record Negotiating(Phase phase) implements HandshakeState {}

    /// BIND was granted: the peer may connect. The handshake goes on, with a second reply.
    ///
    /// @param address where the server listens; 0.0.0.0 stands for the server's own address
    record Listening(SocksAddress address) implements HandshakeState {}

    /// The handshake is done, and the connection belongs to the application.
    ///
    /// @param bound the address in the reply: of little use for CONNECT (often 0.0.0.0:0), the peer
    ///     for BIND, the relay for UDP ASSOCIATE, the answer for RESOLVE
    record Established(SocksAddress bound) implements HandshakeState {}

    /// The handshake has failed; the connection must be closed.
    record Failed(Phase phase, SocksFailure failure) implements HandshakeState {}

    /// Whether this state is final.
    default boolean isOver() {
        return switch (this) {
            case Negotiating ignored -> false;
            case Listening ignored -> false;
            case Established ignored -> true;
            case Failed ignored -> true;
        };
    }
}
