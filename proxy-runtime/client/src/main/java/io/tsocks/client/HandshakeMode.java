package io.tsocks.client;

/// How SOCKS 5 handshakes save round trips. SOCKS 4 has only one round trip anyway.
public enum HandshakeMode {
    /// Sequential at first; pipelined once a server has proved that it reads ahead. The proof takes
    /// one extra connection to the server, which its log may show. It is only sought if a round
    /// trip takes more than a millisecond.
    AUTO,
    /// Always one message after another.
    SEQUENTIAL,
    /// Everything at once from the first connection on, offering only one method. If there is a
    /// password, the first connection waits until the server has chosen the method, and later ones
    /// offer that method. Servers that do not read ahead then seem dead.
    PIPELINED
}
