package io.tsocks.linux;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// A copy of a program's arguments to sendto(2), sendmsg(2) or, for the first message, sendmmsg(2).
public final class MessageReader {

    /// The most bytes of a datagram, and more than any control data needs.
    private static final int MOST_BYTES = 65_536;

    private static final int MOST_VECTORS = 1_024;

    private static final int MOST_OF_ADDRESS = C.SOCKADDR_STORAGE$SIZE;

    /// The offset of the length in a message of sendmmsg(2).
    public static final int LENGTH = C.mmsghdr$msg_len;

    private final Memory memory;
    private final int flags;
    private int errno;
    private byte[] address = new byte[0];
    private byte[] payload = new byte[0];
    private ControlData control = ControlData.NONE;

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
        long length = call.c() < 0 ? Long.MAX_VALUE : call.c();
        message.payload = message.copy(call.b(), length, MOST_BYTES, Errno.EMSGSIZE);
        message.takeAddress(call.e(), (int) call.f());
        return message;
    }

    /// The kernel takes no address without a length for none.
    private void takeAddress(long at, int length) {
        if (at != 0 && length == 0 && errno == 0) {
            errno = Errno.EINVAL;
        } else if (at != 0) {
            address = copy(at, length, MOST_OF_ADDRESS, Errno.EINVAL);
        }
    }

    /// Copies the message of sendmsg(fd, message, flags), or the first of sendmmsg(fd, messages,
    /// count, flags).
    ///
    /// @param many whether the call is sendmmsg
    public static MessageReader ofSendmsg(Memory memory, Notification call, boolean many) {
        MessageReader message = new MessageReader(memory, (int) (many ? call.d() : call.c()));
        byte[] header = message.copy(call.b(), C.msghdr$SIZE, C.msghdr$SIZE, Errno.EFAULT);
        if (message.errno == 0) {
            message.take(ByteBuffer.wrap(header).order(ByteOrder.nativeOrder()));
        }
        return message;
    }

    private void take(ByteBuffer header) {
        long name = header.getLong(C.msghdr$msg_name);
        int nameLength = name == 0 ? 0 : header.getInt(C.msghdr$msg_namelen);
        address = copy(name, Math.min(nameLength, MOST_OF_ADDRESS), MOST_OF_ADDRESS, Errno.EINVAL);
        takeControl(header.getLong(C.msghdr$msg_control), header.getLong(C.msghdr$msg_controllen));
        long count = header.getLong(C.msghdr$msg_iovlen);
        if (count < 0 || count > MOST_VECTORS) {
            errno = Errno.EMSGSIZE;
            return;
        }
        byte[] vectors =
                copy(
                        header.getLong(C.msghdr$msg_iov),
                        count * C.iovec$SIZE,
                        MOST_VECTORS * C.iovec$SIZE,
                        Errno.EMSGSIZE);
        payload = gather(ByteBuffer.wrap(vectors).order(ByteOrder.nativeOrder()));
    }

    private void takeControl(long at, long length) {
        // The kernel takes the length as one without a sign.
        long unsigned = length < 0 ? Long.MAX_VALUE : length;
        control = new ControlData(copy(at, unsigned, MOST_BYTES, Errno.ENOBUFS));
        if (errno == 0 && control.isMalformed()) {
            errno = Errno.EINVAL;
        }
    }

    private byte[] gather(ByteBuffer vectors) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (errno == 0 && vectors.remaining() >= C.iovec$SIZE) {
            long base = vectors.getLong();
            long length = vectors.getLong();
            all.writeBytes(copy(base, length, MOST_BYTES - all.size(), Errno.EMSGSIZE));
        }
        return all.toByteArray();
    }

    /// @param tooLong the errno if the length is above the most
    private byte[] copy(long pointer, long length, int most, int tooLong) {
        if (errno != 0 || length == 0) {
            return new byte[0];
        }
        if (length < 0 || length > most) {
            errno = length < 0 ? Errno.EINVAL : tooLong;
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
    public ControlData control() {
        return control;
    }

    /// Whether the call is to return at once (`MSG_DONTWAIT`).
    public boolean isNonBlocking() {
        return (flags() & C.MSG_DONTWAIT) != 0;
    }

    /// Whether the message asks for what no datagram has (`MSG_OOB`).
    public boolean isUrgent() {
        return (flags() & C.MSG_OOB) != 0;
    }

    /// Whether more bytes of the same datagram are to follow (`MSG_MORE`).
    public boolean isUnfinished() {
        return (flags() & C.MSG_MORE) != 0;
    }

    /// Whether the kernel is to send the program's own memory instead of a copy (`MSG_ZEROCOPY`).
    public boolean wantsZeroCopy() {
        return (flags() & C.MSG_ZEROCOPY) != 0;
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
