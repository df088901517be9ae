package io.tsocks.socks;

import java.nio.ByteBuffer;

/// Collects an exact number of bytes.
final class Octets {

    private final ByteBuffer bytes;

    Octets(int length) {
        bytes = ByteBuffer.allocate(length);
    }

    int needed() {
        return bytes.remaining();
    }

    /// Takes at most what is needed; true where nothing is needed any more.
    boolean take(ByteBuffer in) {
        int length = Math.min(in.remaining(), bytes.remaining());
        bytes.put(in.slice(in.position(), length));
        in.position(in.position() + length);
        return !bytes.hasRemaining();
    }

    /// One byte, 0 to 255.
    int at(int index) {
        return bytes.get(index) & 0xff;
    }

    /// Two bytes as a number, 0 to 65535.
    int shortAt(int index) {
        return bytes.getShort(index) & 0xffff;
    }

    /// A copy of a part.
    byte[] copy(int from, int length) {
        byte[] part = new byte[length];
        bytes.get(from, part);
        return part;
    }
}
