package io.tsocks.protocol;

/// How far ahead of the server's replies a SOCKS 5 client sends. SOCKS 4 has one message, so all
/// strategies are the same there.
///
/// Not every server reads ahead correctly: microsocks, Netty's example and others silently lose
/// what follows the first message. So pipeline only if there is reason to believe that the server
/// can take it.
public enum Strategy {
    /// Sends each message after the reply to the one before. Every server understands this.
    SEQUENTIAL,
    /// Offers the method first, then sends password and request together. With a password, this
    /// saves one of three round trips; Tor wants it this way.
    METHOD_FIRST,
    /// Sends everything at once, which requires that exactly one method is offered. With GSSAPI,
    /// only the greeting and the first token go together.
    PIPELINED
}
