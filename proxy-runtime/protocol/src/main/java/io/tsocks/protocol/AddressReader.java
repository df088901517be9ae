package io.tsocks.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Reads an address of SOCKS 5 (RFC 1928, section 5) in two steps: first the type and the first
/// byte of the address, which every type has, then the rest and the port.
final class AddressReader {

    /// The fewest bytes that follow the first byte: the port, after a name of no length.
    private static final int SHORTEST_REST = 2;

    private final int reserved;
    private final Octets type;
    private @Nullable Octets rest;
    private boolean unknownType;
    private @Nullable SocksAddress address;

    /// @param reserved how many meaningless bytes stand before the type
    AddressReader(int reserved) {
        this.reserved = reserved;
        type = new Octets(reserved + 2);
    }

    /// The fewest bytes that must come next; 0 if the address is complete or cannot be read.
    int needed() {
        if (unknownType) {
            return 0;
        }
        return rest == null ? type.needed() + SHORTEST_REST : rest.needed();
    }

    /// Takes at most the bytes needed.
    void take(ByteBuffer in) {
        if (rest == null && type.take(in)) {
            int length = lengthOfRest();
            unknownType = length < 0;
            rest = unknownType ? null : new Octets(length + SHORTEST_REST);
        }
        if (rest != null && rest.take(in)) {
            address = parse(rest);
        }
    }

    /// The address type, 0 to 255, once it has been read.
    int type() {
        return type.at(reserved);
    }

    /// The address; null if it is incomplete or of unknown type.
    @Nullable SocksAddress address() {
        return address;
    }

    private int lengthOfRest() {
        return switch (type()) {
            case Messages.IP4 -> 3;
            case Messages.IP6 -> 15;
            case Messages.NAME -> first();
            default -> -1;
        };
    }

    private int first() {
        return type.at(reserved + 1);
    }

    private SocksAddress parse(Octets rest) {
        int length = lengthOfRest();
        int port = rest.shortAt(length);
        byte[] text = rest.copy(0, length);
        if (type() == Messages.NAME) {
            return name(text, port);
        }
        byte[] bits = new byte[1 + length];
        bits[0] = (byte) first();
        System.arraycopy(text, 0, bits, 1, length);
        return SocksAddress.Ip.of(bits, port);
    }

    /// A name. A name of no length means that the server does not say, and reads as 0.0.0.0.
    private static SocksAddress name(byte[] bytes, int port) {
        return bytes.length == 0
                ? SocksAddress.Ip.of(new byte[4], port)
                : new SocksAddress.Name(new String(bytes, StandardCharsets.ISO_8859_1), port);
    }
}
