package io.tsocks.linux;

/// By which network device the packets of a socket leave. If the program has chosen one, even
/// packets for the loopback leave by it, and the next host gets them.
///
/// @param isIpv6 whether the socket takes `sockaddr_in6`
public record OutgoingDevice(NativeSocket socket, boolean isIpv6) {

    /// The longest value of an option that chooses a device.
    public static final int LONGEST = C.in6_pktinfo$SIZE;

    /// The number of the loopback device, in each network namespace.
    private static final int LOOPBACK = 1;

    /// Whether the program has chosen another one than the loopback, in a way that the kernel tells
    /// of.
    public boolean isChosen() {
        return isBound()
                || number(C.IPPROTO_IP, C.IP_UNICAST_IF) != 0
                || (isIpv6 && number(C.IPPROTO_IPV6, C.IPV6_UNICAST_IF) != 0);
    }

    /// Whether the program has bound the socket to another one than the loopback, which is all that
    /// counts for TCP.
    public boolean isBound() {
        return number(C.SOL_SOCKET, C.SO_BINDTOIFINDEX) > LOOPBACK;
    }

    private int number(int level, int name) {
        return socket.options().get(level, name, Integer.BYTES).intValue();
    }

    /// Has packets of a UDP socket leave by the device that has the way to their destination. The
    /// socket also forgets its peer, and its port if the program did not choose that.
    public void forget() {
        SocketOptions options = socket.options();
        options.clear(C.IPPROTO_IP, C.IP_UNICAST_IF, Integer.BYTES);
        if (isIpv6) {
            options.clear(C.IPPROTO_IPV6, C.IPV6_UNICAST_IF, Integer.BYTES);
            options.clear(C.IPPROTO_IPV6, C.IPV6_PKTINFO, C.in6_pktinfo$SIZE);
        }
        // With its peer it forgets the device that it was bound to.
        socket.disconnect();
    }
}
