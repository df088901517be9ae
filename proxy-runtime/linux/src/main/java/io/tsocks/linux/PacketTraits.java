package io.tsocks.linux;

/// What the packets of a program's TCP socket are like.
///
/// @param byIpv6 whether they are of IPv6; otherwise they are of IPv4, maybe of a v4-mapped address
public record PacketTraits(NativeSocket socket, boolean byIpv6) {

    /// Whether they speak MPTCP.
    public boolean isMultipath() {
        return socket.options().get(C.SO_PROTOCOL).intValue() == C.IPPROTO_MPTCP;
    }

    /// Their TTL, or hop limit.
    public int timeToLive() {
        Result ttl =
                byIpv6
                        ? socket.options().get(C.IPPROTO_IPV6, C.IPV6_UNICAST_HOPS, 4)
                        : socket.options().get(C.IPPROTO_IP, C.IP_TTL, 4);
        return ttl.intValue();
    }
}
