package io.tsocks.protocol;

/// The commands that a client can send to a SOCKS server.
public enum Command {
    /// A TCP connection to the destination (RFC 1928, section 4).
    CONNECT(1),
    /// A port on the server for one incoming connection; two replies. SOCKS 4 has it too.
    BIND(2),
    /// A relay for datagrams, for as long as this connection lives. SOCKS 5 only.
    UDP_ASSOCIATE(3),
    /// Tor's: the address of a name, answered in the reply. SOCKS 5 only.
    RESOLVE(0xf0),
    /// Tor's: the name of an address, answered in the reply. SOCKS 5 only.
    RESOLVE_PTR(0xf1),
    /// Not assigned: shows what a server does with a request that it cannot grant. SOCKS 5 only.
    UNASSIGNED(0xff);

    private final int code;

    Command(int code) {
        this.code = code;
    }

    /// The command's byte on the wire, 1 to 255.
    public int code() {
        return code;
    }

    /// Whether SOCKS 4 has the command.
    public boolean inSocks4() {
        return switch (this) {
            case CONNECT, BIND -> true;
            case UDP_ASSOCIATE, RESOLVE, RESOLVE_PTR, UNASSIGNED -> false;
        };
    }

    /// Whether what it gives is at an address of the server, and not on its connection.
    public boolean isAtServer() {
        return switch (this) {
            case BIND, UDP_ASSOCIATE -> true;
            case CONNECT, RESOLVE, RESOLVE_PTR, UNASSIGNED -> false;
        };
    }
}
