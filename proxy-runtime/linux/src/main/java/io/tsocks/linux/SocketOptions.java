package io.tsocks.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/// Reads options of a socket with getsockopt(2) and ioctl(2).
///
/// @param fd the socket's descriptor, which stays open
record SocketOptions(Kernel kernel, int fd) {

    Result get(int name) {
        return get(C.SOL_SOCKET, name, 8);
    }

    /// An option of 4 or 8 bytes.
    Result get(int level, int name, int size) {
        Result result = read(level, name, size);
        if (!result.ok()) {
            return result;
        }
        boolean isLong = name == C.SO_COOKIE || name == C.SO_NETNS_COOKIE;
        MemorySegment value = Scratch.memory();
        return Result.of(isLong ? value.get(JAVA_LONG, 0) : value.get(JAVA_INT, 0));
    }

    /// Reads an option to the beginning of the [Scratch].
    ///
    /// @param size the size of the option in bytes, a multiple of 4
    Result read(int level, int name, int size) {
        MemorySegment memory = Scratch.memory();
        memory.set(JAVA_INT, size, size);
        long value = memory.address();
        return kernel.call(Syscall.GETSOCKOPT, fd, level, name, value, value + size);
    }

    /// Sets an option of 4 bytes, if the socket has it and takes the value.
    void set(int level, int name, int value) {
        MemorySegment memory = Scratch.memory();
        memory.set(JAVA_INT, 0, value);
        kernel.call(Syscall.SETSOCKOPT, fd, level, name, memory.address(), Integer.BYTES);
    }

    /// Sets an option to zeros, if the socket has it.
    void clear(int level, int name, int size) {
        MemorySegment memory = Scratch.memory();
        memory.asSlice(0, size).fill((byte) 0);
        kernel.call(Syscall.SETSOCKOPT, fd, level, name, memory.address(), size);
    }

    /// A number that an ioctl(2) gives; 0 where it fails.
    int count(int request) {
        MemorySegment memory = Scratch.memory();
        Result result = kernel.call(Syscall.IOCTL, fd, request, memory.address());
        return result.ok() ? memory.get(JAVA_INT, 0) : 0;
    }
}
