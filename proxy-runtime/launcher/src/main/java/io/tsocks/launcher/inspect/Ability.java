package io.tsocks.launcher.inspect;

/// What a server may be able to do, in the order of the report.
///
/// Names and labels are part of the output's contract: docs/inspect.md lists them.
enum Ability {
    SOCKS5("socks5", "SOCKS 5"),
    NO_LOGIN("noLogin", "  no login"),
    PASSWORD("password", "  user name and password"),
    GSSAPI("gssapi", "  GSSAPI"),
    CONNECT("connect", "  CONNECT"),
    NAMES("names", "  host names"),
    IPV6("ipv6", "  IPv6"),
    BIND("bind", "  BIND"),
    UDP("udp", "  UDP ASSOCIATE"),
    PIPELINING("pipelining", "  pipelining"),
    SOCKS4("socks4", "SOCKS 4"),
    SOCKS4A("socks4a", "SOCKS 4a host names"),
    HTTP("http", "HTTP CONNECT");

    private final String key;
    private final String label;

    Ability(String key, String label) {
        this.key = key;
        this.label = label;
    }

    /// The name in JSON.
    String key() {
        return key;
    }

    /// The name for people, indented where it belongs to another one.
    String label() {
        return label;
    }
}
