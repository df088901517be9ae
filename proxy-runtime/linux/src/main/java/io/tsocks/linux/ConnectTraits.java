package io.tsocks.linux;

/// What a program has set of a TCP socket, and the kernel forgets when a connect fails or the
/// socket is disconnected: the port of a bind(2) to port 0, `TCP_MAXSEG` and `TCP_WINDOW_CLAMP`.
public final class ConnectTraits {

    /// `TCP_MSS_DEFAULT` of linux/tcp.h.
    private static final int SIZE_OF_NEW_SOCKETS = 536;

    private final byte[] localName;
    private final int segmentSize;
    private final int windowClamp;

    private ConnectTraits(byte[] localName, int segmentSize, int windowClamp) {
        this.localName = localName;
        this.segmentSize = segmentSize;
        this.windowClamp = windowClamp;
    }

    /// Those of a socket that has not been connected yet.
    ///
    /// The kernel also answers `TCP_MAXSEG` if the program has not set it: with the size of the
    /// segments that the socket would send now, which is 536 until it has been connected. Kernels
    /// that answer this in any case do not tell what the program has set, and a 536 tells nothing.
    public static ConnectTraits of(NativeSocket socket) {
        SocketOptions options = socket.options();
        int size = options.get(C.IPPROTO_TCP, C.TCP_MAXSEG, Integer.BYTES).intValue();
        boolean isSet = size != SIZE_OF_NEW_SOCKETS && size != new TcpInfo(options).segmentSize();
        int clamp = options.get(C.IPPROTO_TCP, C.TCP_WINDOW_CLAMP, Integer.BYTES).intValue();
        return new ConnectTraits(socket.localName(), isSet ? size : 0, clamp);
    }

    /// Gives them back to the socket, which is disconnected. If its port is taken by now, the next
    /// connect leaves by another one.
    public void restore(NativeSocket socket) {
        boolean isBound = InetEndpoint.of(localName).filter(own -> own.port() != 0).isPresent();
        if (isBound) {
            socket.bind(localName);
        }
        SocketOptions options = socket.options();
        if (segmentSize > 0) {
            options.set(C.IPPROTO_TCP, C.TCP_MAXSEG, segmentSize);
        }
        if (windowClamp > 0) {
            options.set(C.IPPROTO_TCP, C.TCP_WINDOW_CLAMP, windowClamp);
        }
    }
}
