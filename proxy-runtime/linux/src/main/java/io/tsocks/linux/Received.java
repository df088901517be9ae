package io.tsocks.linux;

/// The result of receiving bytes.
public final class Received {
    private final byte[] bytes;
    private final int errno;

    Received(byte[] bytes, int errno) {
        this.bytes = bytes;
        this.errno = errno;
    }

    /// The bytes; empty at the end of the stream, and after an error.
    public byte[] bytes() {
        return bytes;
    }

    /// The errno if nothing was received; 0 otherwise.
    public int errno() {
        return errno;
    }
}
