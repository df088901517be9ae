package io.tsocks.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The control data of a message, cmsg(3): one message of control after the other.
public final class ControlData {

    /// Of a message without any.
    static final ControlData NONE = new ControlData(new byte[0]);

    private final byte[] bytes;

    /// @param bytes as the program has them
    ControlData(byte[] bytes) {
        this.bytes = bytes;
    }

    /// The bytes, as the program has them.
    public byte[] bytes() {
        return bytes;
    }

    private ByteBuffer view() {
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    }

    /// Whether the kernel answers EINVAL because of the lengths in it.
    boolean isMalformed() {
        ByteBuffer data = view();
        for (int at = 0; at >= 0 && data.limit() - at >= C.cmsghdr$SIZE; at = next(data, at)) {
            long length = data.getLong(at);
            boolean isInside = length >= C.cmsghdr$SIZE && length <= data.limit() - at;
            boolean isOdd = isSegment(data, at) && length != C.cmsghdr$SIZE + Short.BYTES;
            if (!isInside || isOdd) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSegment(ByteBuffer data, int at) {
        return data.getInt(at + C.cmsghdr$cmsg_level) == C.IPPROTO_UDP
                && data.getInt(at + C.cmsghdr$cmsg_type) == C.UDP_SEGMENT;
    }

    /// The length of the datagrams into which the kernel is to divide the payload (`UDP_SEGMENT`);
    /// 0 if it is one datagram.
    public int segment() {
        ByteBuffer data = view();
        int found = 0;
        for (int at = 0; at >= 0 && data.limit() - at >= C.cmsghdr$SIZE; at = next(data, at)) {
            if (isSegment(data, at) && data.limit() - at >= C.cmsghdr$SIZE + Short.BYTES) {
                found = data.getShort(at + C.cmsghdr$SIZE) & 0xffff;
            }
        }
        return found;
    }

    /// Control data that asks for such datagrams.
    ///
    /// @param length as [#segment] gives it; 0 for no control data
    public static byte[] ofSegments(int length) {
        return length == 0
                ? new byte[0]
                : ByteBuffer.allocate(C.cmsghdr$SIZE + Long.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .putLong(C.cmsghdr$SIZE + Short.BYTES)
                        .putInt(C.IPPROTO_UDP)
                        .putInt(C.UDP_SEGMENT)
                        .putShort((short) length)
                        .array();
    }

    /// Where the next control message begins; -1 if there is none.
    private static int next(ByteBuffer data, int start) {
        long length = data.getLong(start);
        if (length < C.cmsghdr$SIZE || length > data.limit() - start) {
            return -1;
        }
        long next = start + ((length + Long.BYTES - 1) & -Long.BYTES);
        return next > data.limit() ? -1 : (int) next;
    }

    /// Whether the control data asks for anything that is not known to be harmless. A source route
    /// would lead the packet to another address than the one that was decided about, and other
    /// options need privileges that the program may not have.
    public boolean asksForMore() {
        ByteBuffer data = view();
        for (int at = 0; at >= 0 && data.limit() - at >= C.cmsghdr$SIZE; at = next(data, at)) {
            int level = data.getInt(at + C.cmsghdr$cmsg_level);
            int type = data.getInt(at + C.cmsghdr$cmsg_type);
            if (!isHarmless(level, type)) {
                return true;
            }
        }
        return false;
    }

    /// Whether a control message is harmless. The kernel itself checks whether marks and priorities
    /// are allowed.
    private static boolean isHarmless(int level, int type) {
        return switch (level) {
            case C.SOL_SOCKET ->
                    switch (type) {
                        case C.SCM_RIGHTS,
                                C.SCM_CREDENTIALS,
                                C.SO_PRIORITY,
                                C.SO_MARK,
                                C.SO_TIMESTAMPING,
                                C.SO_TIMESTAMPING_NEW,
                                C.SO_TXTIME ->
                                true;
                        default -> false;
                    };
            case C.IPPROTO_IP -> type == C.IP_TOS || type == C.IP_TTL || type == C.IP_PKTINFO;
            case C.IPPROTO_IPV6 ->
                    switch (type) {
                        case C.IPV6_PKTINFO,
                                C.IPV6_2292PKTINFO,
                                C.IPV6_HOPLIMIT,
                                C.IPV6_2292HOPLIMIT,
                                C.IPV6_TCLASS,
                                C.IPV6_DONTFRAG ->
                                true;
                        default -> false;
                    };
            case C.IPPROTO_UDP -> type == C.UDP_SEGMENT;
            default -> false;
        };
    }
}
