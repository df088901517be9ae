package io.tsocks.linux;

/// What a receive of a datagram gave.
public final class Datagram {
    private final byte[] payload;
    private final byte[] sender;
    private final int length;
    private final int errno;

    Datagram(byte[] payload, byte[] sender, int length, int errno) {
        this.payload = payload;
        this.sender = sender;
        this.length = length;
        this.errno = errno;
    }

    static Datagram failure(int errno) {
        return new Datagram(new byte[0], new byte[0], 0, errno);
    }

    /// As much of it as was asked for.
    public byte[] payload() {
        return payload;
    }

    /// The sockaddr of the sender.
    public byte[] sender() {
        return sender;
    }

    /// How long all of it is.
    public int length() {
        return length;
    }

    /// Why nothing was received; 0 where something was.
    public int errno() {
        return errno;
    }
}
