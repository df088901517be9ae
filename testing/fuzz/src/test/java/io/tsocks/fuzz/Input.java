package io.tsocks.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// The bytes that the fuzzer chose, taken from the front one value after the other. Where they end,
/// zeros follow, so that every input is one.
public final class Input {

    private final ByteBuffer bytes;

    public Input(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// The next byte, 0 to 255.
    public int octet() {
        return bytes.hasRemaining() ? bytes.get() & 0xff : 0;
    }

    /// Of the next byte, a number from 0 that is smaller than another.
    ///
    /// @param choices 1 to 256
    public int choice(int choices) {
        return octet() % choices;
    }

    /// The next four bytes, the lowest first.
    public int word() {
        return octet() | octet() << 8 | octet() << 16 | octet() << 24;
    }

    /// The next eight bytes, the lowest first.
    public long doubleWord() {
        return (word() & 0xffff_ffffL) | (long) word() << 32;
    }

    /// All that is left.
    public byte[] rest() {
        byte[] rest = new byte[bytes.remaining()];
        bytes.get(rest);
        return rest;
    }

    /// All that is left, a character for each byte.
    public String restAsLatin1() {
        return new String(rest(), StandardCharsets.ISO_8859_1);
    }
}
