package io.tsocks.gateway;

/// What a client asked for, and in which protocol.
public enum ClientProtocol {
    SOCKS4_CONNECT("socks4"),
    SOCKS4_BIND("socks4 bind"),
    SOCKS5_CONNECT("socks5"),
    SOCKS5_BIND("socks5 bind"),
    SOCKS5_UDP("socks5 udp"),
    /// SOCKS 4, before the request is whole.
    SOCKS4("socks4"),
    /// SOCKS 5, before the request is whole.
    SOCKS5("socks5"),
    /// HTTP, before the request is whole.
    HTTP("http"),
    HTTP_CONNECT("http connect"),
    /// A request in absolute form.
    HTTP_FORWARD("http forward");

    private final String text;

    ClientProtocol(String text) {
        this.text = text;
    }

    /// A few words in lower case.
    @Override
    public String toString() {
        return text;
    }
}
