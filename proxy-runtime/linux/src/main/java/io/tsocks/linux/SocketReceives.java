package io.tsocks.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Receives datagrams on a socket.
///
/// @param fd the socket's descriptor, which stays open
record SocketReceives(Kernel kernel, int fd) {

    /// Receives a datagram without waiting.
    Datagram from(int limit, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(Math.max(1, limit), 8);
            MemorySegment sender = arena.allocate(C.SOCKADDR_STORAGE$SIZE, 8);
            MemorySegment length = arena.allocateFrom(JAVA_INT, C.SOCKADDR_STORAGE$SIZE);
            Result result =
                    kernel.call(
                            Syscall.RECVFROM,
                            fd,
                            buffer.address(),
                            limit,
                            flags | C.MSG_DONTWAIT | C.MSG_TRUNC,
                            sender.address(),
                            length.address());
            if (!result.ok()) {
                return Datagram.failure(result.errno());
            }
            int whole = result.intValue();
            return new Datagram(
                    bytes(buffer, Math.min(whole, limit)),
                    bytes(sender, Math.min(length.get(JAVA_INT, 0), C.SOCKADDR_STORAGE$SIZE)),
                    whole,
                    0);
        }
    }

    private static byte[] bytes(MemorySegment memory, int length) {
        return memory.asSlice(0, length).toArray(JAVA_BYTE);
    }

    /// Whether nothing more can be received (`shutdown(2)`).
    boolean isShut() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment poll = arena.allocate(C.pollfd$SIZE, 8);
            poll.set(JAVA_INT, 0, fd);
            poll.set(JAVA_SHORT, C.pollfd$events, (short) C.POLLRDHUP);
            MemorySegment time = arena.allocate(C.timespec$SIZE, 8);
            Result result = kernel.call(Syscall.PPOLL, poll.address(), 1, time.address(), 0, 0);
            short found = poll.get(JAVA_SHORT, C.pollfd$revents);
            return result.ok() && (found & C.POLLRDHUP) != 0;
        }
    }
}
