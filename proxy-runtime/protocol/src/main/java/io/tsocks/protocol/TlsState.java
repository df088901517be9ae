package io.tsocks.protocol;

/// The state of a TLS session.
public sealed interface TlsState {

    /// The two sides agree on keys, and the server proves who it is. No data goes either way.
    record Handshaking() implements TlsState {}

    /// Data goes both ways.
    record Open() implements TlsState {}

    /// One side has said that it sends no more data (`close_notify`), the other one may. In TLS 1.2
    /// the end of one direction is the end of both.
    ///
    /// @param ended who sends no more
    record HalfClosed(Side ended) implements TlsState {}

    /// Both sides have said that they send no more data.
    record Closed() implements TlsState {}

    /// The session has failed. Bytes decrypted before that can still be read.
    record Failed(TlsFailure failure) implements TlsState {}

    /// A side of a session.
    enum Side {
        /// This one.
        HERE,
        /// The other one.
        PEER
    }
}
