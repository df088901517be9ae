package io.tsocks.protocol;

/// The initiator's side of a GSSAPI security context, as a handshake needs it. `org.ietf.jgss` is
/// behind it where it is used, and not otherwise.
///
/// [#wrap] and [#unwrap] may be called by two threads at once, one for each direction.
public interface GssapiContext extends AutoCloseable {

    /// The next token for the server.
    ///
    /// This may ask a key distribution centre, over the network, and take its time.
    ///
    /// @param token what the server sent; empty at first
    /// @return empty if there is nothing to send
    byte[] next(byte[] token) throws GssapiException;

    /// Whether both sides know each other and messages can be wrapped.
    boolean isEstablished();

    /// Protects a message.
    ///
    /// @param confidential whether nobody may be able to read it
    byte[] wrap(byte[] plain, boolean confidential) throws GssapiException;

    /// Checks and opens a message.
    ///
    /// @param confidential fails if nobody would have been kept from reading it
    byte[] unwrap(byte[] wrapped, boolean confidential) throws GssapiException;

    /// Forgets the keys. Closing twice does nothing.
    @Override
    void close();
}
