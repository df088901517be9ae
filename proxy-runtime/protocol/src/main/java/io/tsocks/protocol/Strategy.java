package io.tsocks.protocol;

/// How far ahead of the server's replies a SOCKS5 client sends. SOCKS4 has one message, so all are
/// the same there.
///
/// Not every server reads ahead correctly (microsocks, Netty's example and others lose what follows
/// their first message, silently), so whoever pipelines must have reason to believe that the server
/// can.
public enum Strategy {
    /// Each message after the reply to the one before. Every server understands it.
    SEQUENTIAL,
    /// The method first; then password and request together. Saves one round trip of three where
    /// there is a password; Tor wants it this way.
    METHOD_FIRST,
    /// Everything at once, which takes that exactly one method is offered. With GSSAPI: the
    /// greeting with the first token.
    PIPELINED
}
