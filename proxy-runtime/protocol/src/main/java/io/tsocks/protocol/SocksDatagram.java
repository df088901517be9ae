package io.tsocks.protocol;

import java.nio.ByteBuffer;
import java.util.Optional;

/// A datagram to or from a SOCKS 5 UDP relay (RFC 1928, section 7). Fragments are not supported:
/// most servers drop them, as the RFC allows.
///
/// @param address the destination of a datagram to the relay, the sender of one from the relay
/// @param data the payload, read-only
public record SocksDatagram(SocksAddress address, ByteBuffer data) {

    /// The length of the longest header in bytes: one with a name of 255 bytes.
    public static final int LONGEST_HEADER = 3 + 1 + 1 + 255 + 2;

    public SocksDatagram {
        data = data.asReadOnlyBuffer();
    }

    /// The header and the payload, ready to be sent.
    public ByteBuffer encode() {
        ByteBuffer datagram = ByteBuffer.allocate(LONGEST_HEADER + data.remaining());
        datagram.put(new byte[3]);
        Messages.putAddress(datagram, address);
        return datagram.put(data.duplicate()).flip();
    }

    /// Reads a datagram from a relay. The payload is a view of the buffer, whose position moves to
    /// its end.
    ///
    /// @return empty if it is malformed or a fragment; the caller must ignore it
    public static Optional<SocksDatagram> decode(ByteBuffer datagram) {
        if (datagram.remaining() < 4 || datagram.getShort() != 0 || datagram.get() != 0) {
            return Optional.empty();
        }
        AddressReader reader = new AddressReader(0);
        while (datagram.hasRemaining() && reader.needed() > 0) {
            reader.take(datagram);
        }
        SocksAddress address = reader.address();
        return address == null
                ? Optional.empty()
                : Optional.of(new SocksDatagram(address, takeRest(datagram)));
    }

    private static ByteBuffer takeRest(ByteBuffer datagram) {
        ByteBuffer rest = datagram.slice();
        datagram.position(datagram.limit());
        return rest;
    }
}
