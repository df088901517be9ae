package io.tsocks.linux;

/// The result of receiving a datagram.
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

    /// The payload, up to the length that was asked for.
    public byte[] payload() {
        return payload;
    }

    /// The sockaddr of the sender.
    public byte[] sender() {
        return sender;
    }

    /// The length of the whole datagram.
    public int length() {
        return length;
    }

    /// The errno if no datagram was received; otherwise 0.
    public int errno() {
        return errno;
    }
}
