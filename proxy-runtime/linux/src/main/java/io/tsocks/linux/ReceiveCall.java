package io.tsocks.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A program's arguments to recvfrom(2), recvmsg(2) or, for the first message, recvmmsg(2): where
/// to write a datagram and its sender.
public final class ReceiveCall {

    /// The most bytes of a datagram.
    private static final int MOST_BYTES = 65_536;

    private static final int MOST_VECTORS = 1_024;

    /// A write into a program's memory has at most one page.
    private static final int PAGE = 4_096;

    private final MessageReader.Memory memory;
    private final Notification call;
    private final Kind kind;
    private final int flags;
    private final List<Room> buffers = new ArrayList<>();
    private Room name = new Room(0, 0);
    private long nameLength;
    private int errno;

    /// The call.
    public enum Kind {
        /// recvfrom(fd, buffer, length, flags, address, addrlen).
        RECVFROM(Syscall.RECVFROM),
        /// recvmsg(fd, message, flags).
        RECVMSG(Syscall.RECVMSG),
        /// recvmmsg(fd, messages, count, flags, timeout).
        RECVMMSG(Syscall.RECVMMSG);

        private final Syscall syscall;

        Kind(Syscall syscall) {
            this.syscall = syscall;
        }

        /// The system call.
        public Syscall syscall() {
            return syscall;
        }
    }

    private record Room(long address, int length) {}

    /// Bytes to write, and where.
    public static final class Patch {
        private final long address;
        private final byte[] bytes;

        Patch(long address, byte[] bytes) {
            this.address = address;
            this.bytes = bytes;
        }

        /// The address in the program's memory.
        public long address() {
            return address;
        }

        /// The bytes, at most one page.
        public byte[] bytes() {
            return bytes;
        }
    }

    private ReceiveCall(MessageReader.Memory memory, Notification call, Kind kind) {
        this.memory = memory;
        this.call = call;
        this.kind = kind;
        this.flags = (int) (kind == Kind.RECVMSG ? call.c() : call.d());
    }

    /// Reads the arguments of a call.
    ///
    /// @param memory the caller's memory
    public static ReceiveCall of(MessageReader.Memory memory, Notification call, Kind kind) {
        ReceiveCall receive = new ReceiveCall(memory, call, kind);
        switch (kind) {
            case RECVFROM -> receive.readArguments();
            case RECVMSG, RECVMMSG -> receive.readHeader();
        }
        receive.readTime();
        return receive;
    }

    private void readArguments() {
        // The kernel takes the length as one without a sign.
        long length = call.c() < 0 ? MOST_BYTES : call.c();
        buffers.add(new Room(call.b(), Math.clamp(length, 0, MOST_BYTES)));
        nameLength = call.f();
        ByteBuffer room = read(nameLength, Integer.BYTES);
        if (errno == 0) {
            setName(call.e(), room.getInt(0));
        }
    }

    private void setName(long address, int length) {
        if (length < 0) {
            errno = Errno.EINVAL;
        } else if (address != 0) {
            name = new Room(address, Math.min(length, C.SOCKADDR_STORAGE$SIZE));
        }
    }

    private void readHeader() {
        ByteBuffer header = read(call.b(), C.msghdr$SIZE);
        if (errno != 0) {
            return;
        }
        nameLength = call.b() + C.msghdr$msg_namelen;
        setName(header.getLong(C.msghdr$msg_name), header.getInt(C.msghdr$msg_namelen));
        if (errno != 0) {
            return;
        }
        long count = header.getLong(C.msghdr$msg_iovlen);
        if (count < 0 || count > MOST_VECTORS) {
            errno = Errno.EMSGSIZE;
        } else if (count > 0) {
            readVectors(read(header.getLong(C.msghdr$msg_iov), (int) count * C.iovec$SIZE));
        }
    }

    private void readVectors(ByteBuffer vectors) {
        int left = MOST_BYTES;
        while (errno == 0 && vectors.remaining() >= C.iovec$SIZE) {
            long address = vectors.getLong();
            long room = vectors.getLong();
            if (room < 0) {
                errno = Errno.EINVAL;
                return;
            }
            int length = Math.clamp(room, 0, left);
            left -= length;
            buffers.add(new Room(address, length));
        }
    }

    /// Reads the time limit of recvmmsg(2), which the kernel refuses if it is none. It counts only
    /// between two datagrams, so it limits nothing here.
    private void readTime() {
        long at = kind == Kind.RECVMMSG ? call.e() : 0;
        if (errno != 0 || at == 0) {
            return;
        }
        ByteBuffer time = read(at, C.timespec$SIZE);
        if (errno == 0 && !isTime(time.getLong(), time.getLong())) {
            errno = Errno.EINVAL;
        }
    }

    private static boolean isTime(long seconds, long nanos) {
        return seconds >= 0 && nanos >= 0 && nanos < 1_000_000_000;
    }

    private ByteBuffer read(long address, int length) {
        Target.Copied copied = memory.read(address, length);
        errno = copied.errno();
        return ByteBuffer.wrap(copied.bytes()).order(ByteOrder.nativeOrder());
    }

    /// The errno if the arguments could not be read; otherwise 0.
    public int errno() {
        return errno;
    }

    /// How many bytes of a datagram the program has room for.
    public int limit() {
        return buffers.stream().mapToInt(Room::length).sum();
    }

    /// The flags of the call that say how to receive.
    public int flags() {
        return flags & C.MSG_PEEK;
    }

    /// Whether the call is to return at once (`MSG_DONTWAIT`).
    public boolean isNonBlocking() {
        return (flags & C.MSG_DONTWAIT) != 0;
    }

    /// Whether the call asks for something other than a datagram, such as the error queue.
    public boolean isForOthers() {
        return (flags & C.MSG_ERRQUEUE) != 0 || (kind == Kind.RECVMMSG && call.c() == 0);
    }

    /// The return value of the call for a datagram.
    public long result(Datagram datagram) {
        return kind == Kind.RECVMMSG ? 1 : length(datagram);
    }

    private int length(Datagram datagram) {
        return (flags & C.MSG_TRUNC) == 0 ? datagram.payload().length : datagram.length();
    }

    /// The patches to write for a datagram. They contain no control data.
    ///
    /// @param sender the sockaddr that the program sees as the sender's
    public List<Patch> patches(Datagram datagram, byte[] sender) {
        List<Patch> patches = new ArrayList<>();
        addPayload(patches, datagram.payload());
        if (name.address() != 0) {
            int written = Math.min(name.length(), sender.length);
            add(patches, name.address(), Arrays.copyOf(sender, written));
            add(patches, nameLength, bytes(sender.length));
        }
        if (kind != Kind.RECVFROM) {
            add(patches, call.b() + C.msghdr$msg_controllen, new byte[Long.BYTES]);
            add(patches, call.b() + C.msghdr$msg_flags, bytes(flagsOf(datagram)));
        }
        if (kind == Kind.RECVMMSG) {
            add(patches, call.b() + C.mmsghdr$msg_len, bytes(length(datagram)));
        }
        return patches;
    }

    private int flagsOf(Datagram datagram) {
        boolean isCut = datagram.length() > datagram.payload().length;
        return (isCut ? C.MSG_TRUNC : 0) | (flags & C.MSG_CMSG_CLOEXEC);
    }

    private void addPayload(List<Patch> patches, byte[] payload) {
        int at = 0;
        for (Room buffer : buffers) {
            int end = Math.min(payload.length, at + buffer.length());
            long address = buffer.address();
            while (at < end) {
                int length = Math.min(PAGE, end - at);
                add(patches, address, Arrays.copyOfRange(payload, at, at + length));
                at += length;
                address += length;
            }
        }
    }

    private static void add(List<Patch> patches, long address, byte[] bytes) {
        if (bytes.length > 0) {
            patches.add(new Patch(address, bytes));
        }
    }

    private static byte[] bytes(int value) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.nativeOrder())
                .putInt(value)
                .array();
    }
}
