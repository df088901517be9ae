package io.tsocks.linux;

/// What a receive gave.
public final class Received {
    private final byte[] bytes;
    private final int errno;

    Received(byte[] bytes, int errno) {
        this.bytes = bytes;
        this.errno = errno;
    }

    /// Empty at the end of the stream, and if there was an error.
    public byte[] bytes() {
        return bytes;
    }

    /// Why nothing was received; 0 where something was.
    public int errno() {
        return errno;
    }
}
