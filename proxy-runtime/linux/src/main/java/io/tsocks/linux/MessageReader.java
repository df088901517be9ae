package io.tsocks.linux;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// A copy of a program's arguments to sendto(2), sendmsg(2) or, for the first message, sendmmsg(2).
public final class MessageReader {

    /// The most bytes of a datagram, and more than any control data needs.
    private static final int MOST_BYTES = 65_536;

    private static final int MOST_VECTORS = 1_024;

    /// The offset of the length in a message of sendmmsg(2).
    public static final int LENGTH = C.mmsghdr$msg_len;

    private final Memory memory;
    private final int flags;
    private int errno;
    private byte[] address = new byte[0];
    private byte[] payload = new byte[0];
    private byte[] control = new byte[0];

    /// The memory from which the arguments are copied.
    @FunctionalInterface
    public interface Memory {
        /// Reads memory of the caller, like [Target#read].
        Target.Copied read(long address, int length);
    }

    private MessageReader(Memory memory, int flags) {
        this.memory = memory;
        this.flags = flags;
    }

    /// Copies the arguments of sendto(fd, buffer, length, flags, address, addrlen).
    public static MessageReader ofSendto(Memory memory, Notification call) {
        MessageReader message = new MessageReader(memory, (int) call.d());
        message.payload = message.copy(call.b(), call.c(), MOST_BYTES);
        message.address = message.copy(call.e(), call.f(), C.SOCKADDR_STORAGE$SIZE);
        return message;
    }

    /// Copies the message of sendmsg(fd, message, flags), or the first of sendmmsg(fd, messages,
    /// count, flags).
    ///
    /// @param many whether the call is sendmmsg
    public static MessageReader ofSendmsg(Memory memory, Notification call, boolean many) {
        MessageReader message = new MessageReader(memory, (int) (many ? call.d() : call.c()));
        byte[] header = message.copy(call.b(), C.msghdr$SIZE, C.msghdr$SIZE);
        if (message.errno == 0) {
            message.take(ByteBuffer.wrap(header).order(ByteOrder.nativeOrder()));
        }
        return message;
    }

    private void take(ByteBuffer header) {
        long name = header.getLong(C.msghdr$msg_name);
        int nameLength = name == 0 ? 0 : header.getInt(C.msghdr$msg_namelen);
        address = copy(name, nameLength, C.SOCKADDR_STORAGE$SIZE);
        control =
                copy(
                        header.getLong(C.msghdr$msg_control),
                        header.getLong(C.msghdr$msg_controllen),
                        MOST_BYTES);
        long count = header.getLong(C.msghdr$msg_iovlen);
        if (count < 0 || count > MOST_VECTORS) {
            errno = Errno.EMSGSIZE;
            return;
        }
        byte[] vectors =
                copy(
                        header.getLong(C.msghdr$msg_iov),
                        count * C.iovec$SIZE,
                        MOST_VECTORS * C.iovec$SIZE);
        payload = gather(ByteBuffer.wrap(vectors).order(ByteOrder.nativeOrder()));
    }

    private byte[] gather(ByteBuffer vectors) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (errno == 0 && vectors.remaining() >= C.iovec$SIZE) {
            long base = vectors.getLong();
            long length = vectors.getLong();
            all.writeBytes(copy(base, length, MOST_BYTES - all.size()));
        }
        return all.toByteArray();
    }

    private byte[] copy(long pointer, long length, int most) {
        if (errno != 0 || length == 0) {
            return new byte[0];
        }
        if (length < 0 || length > most) {
            errno = most == C.SOCKADDR_STORAGE$SIZE ? Errno.EINVAL : Errno.EMSGSIZE;
            return new byte[0];
        }
        Target.Copied copied = memory.read(pointer, (int) length);
        errno = copied.errno();
        return copied.bytes();
    }

    /// The errno if the arguments could not be read; otherwise 0.
    public int errno() {
        return errno;
    }

    /// The flags of the call.
    public int flags() {
        return flags;
    }

    /// The sockaddr; empty if the message names none.
    public byte[] address() {
        return address;
    }

    /// The bytes to send.
    public byte[] payload() {
        return payload;
    }

    /// The control data.
    public byte[] control() {
        return control;
    }

    /// Whether the call is to return at once (`MSG_DONTWAIT`).
    public boolean isNonBlocking() {
        return (flags() & C.MSG_DONTWAIT) != 0;
    }

    /// Whether the kernel is to send the program's own memory instead of a copy (`MSG_ZEROCOPY`).
    public boolean wantsZeroCopy() {
        return (flags() & C.MSG_ZEROCOPY) != 0;
    }

    /// The length of the datagrams into which the kernel is to divide the payload (`UDP_SEGMENT`);
    /// 0 if it is one datagram.
    public int segment() {
        ByteBuffer data = ByteBuffer.wrap(control).order(ByteOrder.nativeOrder());
        int found = 0;
        for (int at = 0; at >= 0 && data.limit() - at >= C.cmsghdr$SIZE; at = next(data, at)) {
            boolean isSegment =
                    data.getInt(at + C.cmsghdr$cmsg_level) == C.IPPROTO_UDP
                            && data.getInt(at + C.cmsghdr$cmsg_type) == C.UDP_SEGMENT;
            if (isSegment && data.limit() - at >= C.cmsghdr$SIZE + Short.BYTES) {
                found = data.getShort(at + C.cmsghdr$SIZE) & 0xffff;
            }
        }
        return found;
    }

    /// The control data of one message that asks for such datagrams.
    ///
    /// @param length as [#segment] gives it; 0 for no control data
    public static byte[] controlFor(int length) {
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
        ByteBuffer data = ByteBuffer.wrap(control).order(ByteOrder.nativeOrder());
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

    /// Stores `msg_len` of the first message of sendmmsg(2).
    ///
    /// @param memory the caller's memory; that the caller still waits was checked after this was
    ///     opened
    public static boolean storeLength(ProcessMemory memory, Notification call, int length) {
        byte[] bytes =
                ByteBuffer.allocate(Integer.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .putInt(length)
                        .array();
        return memory.write(call.b() + LENGTH, bytes);
    }
}
