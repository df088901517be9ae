package io.tsocks.protocol;

/// The initiator's side of a GSSAPI security context, as a handshake needs it. The interface keeps
/// this module free of `org.ietf.jgss`.
///
/// [#wrap] and [#unwrap] may be called by two threads at once, one for each direction.
public interface GssapiContext extends AutoCloseable {

    /// The next token for the server.
    ///
    /// This may ask a key distribution centre over the network, and take long.
    ///
    /// @param token the server's token; empty at first
    /// @return empty if there is nothing to send
    byte[] next(byte[] token) throws GssapiException;

    /// Whether the context is established, so that messages can be wrapped.
    boolean isEstablished();

    /// Protects a message.
    ///
    /// @param confidential whether the message is also encrypted
    byte[] wrap(byte[] plain, boolean confidential) throws GssapiException;

    /// Checks and opens a message.
    ///
    /// @param confidential whether to fail if the message was not encrypted
    byte[] unwrap(byte[] wrapped, boolean confidential) throws GssapiException;

    /// Forgets the keys. Closing twice does nothing.
    @Override
    void close();
}
