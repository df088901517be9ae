package io.tsocks.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;

/// A thread's own memory for the arguments of one system call, so that no memory need be allocated
/// for each call. Its content is valid until the same thread prepares its next call.
final class Scratch {

    /// Enough for every call that the supervisor makes for each connect.
    static final int SIZE = 4096;

    private Scratch() {}

    /// The calling thread's memory, aligned to 16 bytes; its content is undefined.
    static MemorySegment memory() {
        return CallMemory.ofThisThread().scratch();
    }

    /// The same memory, beginning with these bytes.
    ///
    /// @param bytes at most [#SIZE]
    static MemorySegment with(byte[] bytes) {
        MemorySegment memory = memory();
        MemorySegment.copy(bytes, 0, memory, JAVA_BYTE, 0, bytes.length);
        return memory;
    }

    /// A copy of its first bytes.
    static byte[] take(int length) {
        byte[] bytes = new byte[length];
        MemorySegment.copy(memory(), JAVA_BYTE, 0, bytes, 0, length);
        return bytes;
    }
}
