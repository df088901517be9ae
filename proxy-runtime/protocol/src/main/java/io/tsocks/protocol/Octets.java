package io.tsocks.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Collects an exact number of bytes.
final class Octets {

    private final byte[] bytes;
    private int taken;

    Octets(int length) {
        bytes = new byte[length];
    }

    int needed() {
        return bytes.length - taken;
    }

    /// Takes at most the bytes needed; true once none are needed any more.
    boolean take(ByteBuffer in) {
        int length = Math.min(in.remaining(), needed());
        in.get(bytes, taken, length);
        taken += length;
        return taken == bytes.length;
    }

    /// One byte, 0 to 255.
    int at(int index) {
        return bytes[index] & 0xff;
    }

    /// Two bytes as a number, 0 to 65535.
    int shortAt(int index) {
        return (at(index) << 8) | at(index + 1);
    }

    /// A copy of a part.
    byte[] copy(int from, int length) {
        return Arrays.copyOfRange(bytes, from, from + length);
    }
}
