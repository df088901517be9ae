package io.tsocks.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// The kernel that this process runs on, called through the C library. Every function that tsocks
/// calls takes only integers and pointers, which go into the same registers for all of them. So one
/// method handle serves all calls: linking the first costs start-up time, and the others cost
/// nothing.
final class Native implements Kernel {

    static final Kernel KERNEL = new Native();

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
    private static final long ERRNO$OFFSET = errnoOffset();
    private static final FunctionDescriptor SEVEN_WORDS =
            FunctionDescriptor.of(
                    JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
                    JAVA_LONG);

    /// `long f(long, …)`. `syscall(2)` is variadic, which must be declared for platforms on which
    /// that changes the registers.
    @SuppressWarnings("restricted")
    private static final MethodHandle CALL =
            LINKER.downcallHandle(
                    SEVEN_WORDS,
                    Linker.Option.captureCallState("errno"),
                    Linker.Option.firstVariadicArg(1));

    private static final MemorySegment SYSCALL = address("syscall");
    private static final Abi ABI = Abi.current();

    private Native() {}

    /// The offset of errno. Calling `byteOffset` of the layout would link method handles first.
    private static long errnoOffset() {
        long offset = 0;
        for (MemoryLayout member : CALL_STATE.memberLayouts()) {
            if (member.name().equals(Optional.of("errno"))) {
                return offset;
            }
            offset += member.byteSize();
        }
        throw new IllegalStateException("calls leave no errno here");
    }

    /// The address of a function or variable of the C library.
    static MemorySegment address(String name) {
        return LINKER.defaultLookup().findOrThrow(name);
    }

    /// Calls `syscall(2)`.
    @Override
    public Result call(Syscall call, long a, long b, long c, long d, long e, long f) {
        try {
            MemorySegment state = CallMemory.ofThisThread().state();
            long value =
                    (long)
                            CALL.invokeExact(
                                    SYSCALL, state, (long) call.number(ABI), a, b, c, d, e, f);
            return value == -1
                    ? Result.failure(state.get(JAVA_INT, ERRNO$OFFSET))
                    : Result.of(value);
        } catch (RuntimeException | Error known) {
            throw known;
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    /// Calls a function of the C library that returns an `int`, such as an error number.
    static int function(MemorySegment function, long a, long b, long c, long d, long e, long f) {
        try {
            MemorySegment state = CallMemory.ofThisThread().state();
            return (int) (long) CALL.invokeExact(function, state, a, b, c, d, e, f, 0L);
        } catch (RuntimeException | Error known) {
            throw known;
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }
}
