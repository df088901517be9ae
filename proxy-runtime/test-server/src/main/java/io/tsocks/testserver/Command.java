package io.tsocks.testserver;

import java.util.Arrays;
import java.util.Optional;

/// The commands that a client may send.
public enum Command {
    /// A TCP connection to the target.
    CONNECT(0x01),
    /// A listener for one TCP connection from the target.
    BIND(0x02),
    /// A relay for datagrams. SOCKS 5 only.
    UDP_ASSOCIATE(0x03),
    /// Tor's extension: the address of a name, in BND.ADDR. SOCKS 5 only.
    RESOLVE(0xf0),
    /// Tor's extension: the name of an address, in BND.ADDR. SOCKS 5 only.
    RESOLVE_PTR(0xf1);

    private final int code;

    Command(int code) {
        this.code = code;
    }

    /// The byte on the wire, 0 to 255.
    public int code() {
        return code;
    }

    /// The command with a byte; empty if there is none.
    static Optional<Command> of(int code) {
        return Arrays.stream(values()).filter(command -> command.code == code).findFirst();
    }
}
