package io.tsocks.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;

/// A pipe through which bytes go from one socket to another without leaving the kernel: splice(2).
/// It holds no more than the kernel gives it, 64 KiB.
public final class Pipe implements AutoCloseable {

    /// More than a pipe takes.
    private static final int ALL = 1 << 20;

    /// So many bytes an empty pipe takes at once (PIPE_BUF, pipe(7)).
    private static final int ATOMIC = 4096;

    private final Kernel kernel;
    private final int reading;
    private final int writing;
    private long held;

    private Pipe(Kernel kernel, int reading, int writing) {
        this.kernel = kernel;
        this.reading = reading;
        this.writing = writing;
    }

    /// A new pipe.
    ///
    /// @throws KernelException if descriptors have run out
    public static Pipe open(Kernel kernel) throws KernelException {
        MemorySegment both = Scratch.memory();
        kernel.call(Syscall.PIPE2, both.address(), C.O_CLOEXEC | C.O_NONBLOCK).orThrow("pipe2");
        return new Pipe(kernel, both.get(JAVA_INT, 0), both.get(JAVA_INT, Integer.BYTES));
    }

    /// Whether no bytes are in it.
    public boolean isEmpty() {
        return held == 0;
    }

    /// Takes bytes from a socket, without waiting. Only for an empty pipe.
    ///
    /// @return how many; 0 if the peer has closed; EAGAIN if none have arrived
    public Result fill(OwnSocket from) {
        Result taken = splice(from.fd(), writing, ALL);
        held += Math.max(0, taken.value());
        return taken;
    }

    /// The same by a copy of a few bytes, for where a splice stops for good: at an urgent byte,
    /// which [OwnSocket#takeUrgentInPlace] has come like others. A splice says then that nothing
    /// has arrived, or that the peer has closed.
    public Result fillWithCopy(OwnSocket from) {
        MemorySegment memory = Scratch.memory();
        long most = Math.min(memory.byteSize(), ATOMIC);
        Result taken =
                kernel.call(
                        Syscall.RECVFROM, from.fd(), memory.address(), most, C.MSG_DONTWAIT, 0, 0);
        if (taken.value() > 0) {
            Result kept = kernel.call(Syscall.WRITE, writing, memory.address(), taken.value());
            held += Math.max(0, kept.value());
            return kept;
        }
        return taken;
    }

    /// Gives as many of its bytes to a socket as that takes at once.
    ///
    /// @return how many; EAGAIN if it takes none for now
    public Result drain(OwnSocket to) {
        Result given = splice(reading, to.fd(), held);
        held -= Math.max(0, given.value());
        return given;
    }

    private Result splice(int from, int to, long most) {
        int flags = C.SPLICE_F_MOVE | C.SPLICE_F_NONBLOCK;
        return kernel.call(Syscall.SPLICE, from, 0, to, 0, most, flags);
    }

    @Override
    public void close() {
        kernel.call(Syscall.CLOSE, reading);
        kernel.call(Syscall.CLOSE, writing);
    }
}
