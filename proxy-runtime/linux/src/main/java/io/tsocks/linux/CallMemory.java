package io.tsocks.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;

/// The memory that a thread uses for its system calls, so that none need be allocated for each.
///
/// @param owner the number of the only thread that uses it; never given to another one
/// @param state for the errno of a call
/// @param scratch as [Scratch]
record CallMemory(long owner, MemorySegment state, MemorySegment scratch) {

    private static final int RECENT_THREADS = 16;

    /// Memories by the last digits of their threads' numbers. A look here is much cheaper than one
    /// at a [ThreadLocal], and each call takes two. A thread that finds another's memory, or none
    /// yet, has its own in the other place.
    private static final CallMemory[] RECENT = new CallMemory[RECENT_THREADS];

    private static final ThreadLocal<CallMemory> OF_THREAD =
            ThreadLocal.withInitial(CallMemory::allocate);

    private static CallMemory allocate() {
        Arena arena = Arena.ofAuto();
        return new CallMemory(
                Thread.currentThread().threadId(),
                arena.allocate(Linker.Option.captureStateLayout()),
                arena.allocate(Scratch.SIZE, 16));
    }

    /// The memory of the calling thread.
    static CallMemory ofThisThread() {
        long own = Thread.currentThread().threadId();
        int place = (int) own & (RECENT_THREADS - 1);
        CallMemory recent = RECENT[place];
        if (recent != null && recent.owner == own) {
            return recent;
        }
        CallMemory memory = OF_THREAD.get();
        RECENT[place] = memory;
        return memory;
    }
}
