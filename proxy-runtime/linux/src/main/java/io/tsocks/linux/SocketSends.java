package io.tsocks.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/// Sends on a socket, in several ways. None of them waits or raises SIGPIPE.
///
/// @param fd the socket's descriptor, which stays open
record SocketSends(Kernel kernel, int fd) {

    /// A message to send: its header, one vector, and a control message of an `int`.
    private static final int SEND$VECTOR = C.msghdr$SIZE;

    private static final int SEND$CONTROL = SEND$VECTOR + C.iovec$SIZE;
    private static final int SEND$SIZE = SEND$CONTROL + C.cmsghdr$SIZE + 8;

    /// Sends to an address without waiting and without SIGPIPE.
    ///
    /// @param flags further flags, from the program
    Result to(byte[] payload, int flags, byte[] sockaddr) {
        try (Arena arena = Arena.ofConfined()) {
            return kernel.call(
                    Syscall.SENDTO,
                    fd,
                    copy(arena, payload).address(),
                    payload.length,
                    flags | C.MSG_DONTWAIT | C.MSG_NOSIGNAL,
                    copy(arena, sockaddr).address(),
                    sockaddr.length);
        }
    }

    /// Sends a message with its control data to an address without waiting.
    Result message(byte[] payload, int flags, byte[] sockaddr, byte[] control) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment vector = arena.allocate(C.iovec$SIZE, 8);
            vector.set(JAVA_LONG, 0, copy(arena, payload).address());
            vector.set(JAVA_LONG, 8, payload.length);
            MemorySegment message = arena.allocate(C.msghdr$SIZE, 8);
            message.set(JAVA_LONG, C.msghdr$msg_name, copy(arena, sockaddr).address());
            message.set(JAVA_INT, C.msghdr$msg_namelen, sockaddr.length);
            message.set(JAVA_LONG, C.msghdr$msg_iov, vector.address());
            message.set(JAVA_LONG, C.msghdr$msg_iovlen, 1);
            message.set(JAVA_LONG, C.msghdr$msg_control, copy(arena, control).address());
            message.set(JAVA_LONG, C.msghdr$msg_controllen, control.length);
            return kernel.call(
                    Syscall.SENDMSG,
                    fd,
                    message.address(),
                    flags | C.MSG_DONTWAIT | C.MSG_NOSIGNAL);
        }
    }

    /// Sends as many bytes as the socket takes at once, without SIGPIPE, and moves the position
    /// past them.
    ///
    /// None of these bytes come back to the program. With `SO_TIMESTAMPING`, timestamps in the
    /// socket's error queue would carry a copy of them, so none are made. The bytes form a record
    /// of their own (`MSG_EOR`), so they share no buffer with those that the program sends next.
    Result atOnce(ByteBuffer bytes) {
        int length = Math.min(bytes.remaining(), Scratch.SIZE - SEND$SIZE);
        MemorySegment memory = Scratch.memory();
        memory.asSlice(0, SEND$SIZE).fill((byte) 0);
        MemorySegment.copy(MemorySegment.ofBuffer(bytes), 0, memory, SEND$SIZE, length);
        long start = memory.address();
        memory.set(JAVA_LONG, C.msghdr$msg_iov, start + SEND$VECTOR);
        memory.set(JAVA_LONG, C.msghdr$msg_iovlen, 1);
        memory.set(JAVA_LONG, C.msghdr$msg_control, start + SEND$CONTROL);
        memory.set(JAVA_LONG, C.msghdr$msg_controllen, SEND$SIZE - SEND$CONTROL);
        memory.set(JAVA_LONG, SEND$VECTOR, start + SEND$SIZE);
        memory.set(JAVA_LONG, SEND$VECTOR + 8, length);
        memory.set(JAVA_LONG, SEND$CONTROL, C.cmsghdr$SIZE + Integer.BYTES);
        memory.set(JAVA_INT, SEND$CONTROL + C.cmsghdr$cmsg_level, C.SOL_SOCKET);
        memory.set(JAVA_INT, SEND$CONTROL + C.cmsghdr$cmsg_type, C.SO_TIMESTAMPING);
        int flags = C.MSG_DONTWAIT | C.MSG_NOSIGNAL | C.MSG_EOR;
        Result result = kernel.call(Syscall.SENDMSG, fd, start, flags);
        if (result.ok()) {
            bytes.position(bytes.position() + result.intValue());
        }
        return result;
    }

    private static MemorySegment copy(Arena arena, byte[] bytes) {
        return bytes.length == 0 ? MemorySegment.NULL : arena.allocateFrom(JAVA_BYTE, bytes);
    }
}
