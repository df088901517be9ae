package io.tsocks.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// A thread's own memory for what one system call points to, so that none need be allocated for
/// each. What is in it is good until the same thread prepares its next call.
final class Scratch {

    /// More than any call of the supervisor takes that is made for each connect.
    static final int SIZE = 4096;

    private static final ThreadLocal<MemorySegment> OF_THREAD =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(SIZE, 16));

    private Scratch() {}

    /// The calling thread's, aligned to 16 bytes, with whatever was in it.
    static MemorySegment memory() {
        return OF_THREAD.get();
    }

    /// The same, beginning with these bytes.
    ///
    /// @param bytes at most [#SIZE]
    static MemorySegment with(byte[] bytes) {
        MemorySegment memory = memory();
        MemorySegment.copy(bytes, 0, memory, JAVA_BYTE, 0, bytes.length);
        return memory;
    }

    /// The bytes it begins with.
    static byte[] take(int length) {
        byte[] bytes = new byte[length];
        MemorySegment.copy(memory(), JAVA_BYTE, 0, bytes, 0, length);
        return bytes;
    }
}
