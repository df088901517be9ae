package io.tsocks.client;

/// How round trips of SOCKS5 handshakes are saved. SOCKS4 has one round trip to begin with.
public enum HandshakeMode {
    /// Sequential at first; pipelined once a server has proved that it reads ahead. That takes one
    /// extra connection to the server, which its log may show, and is done only if a round trip
    /// takes more than a millisecond.
    AUTO,
    /// Always one message after another.
    SEQUENTIAL,
    /// Everything at once from the first connection on, offering one method only. Where there is a
    /// password, the first connection waits for the server to choose the method, and the later ones
    /// offer what it chose. Servers that do not read ahead then seem dead.
    PIPELINED
}
