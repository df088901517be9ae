package io.tsocks.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.Optional;

/// Starts connects that never wait, even on blocking sockets. A connect by io_uring(7) is
/// non-blocking by itself, whereas O_NONBLOCK would affect all processes that share the socket.
/// Otherwise it is the kernel's plain connect: it sends the same SYN, and every sandbox judges it
/// by the same rules.
///
/// Each connect is submitted together with its own cancellation. Its immediate outcome is the
/// result. A connect that takes longer goes on in the socket, and the ring forgets it.
///
/// Not thread-safe.
public final class ConnectRing implements AutoCloseable {

    /// Room for a connect, its cancellation, and completions that earlier ones may have left
    /// behind.
    private static final int ENTRIES = 8;

    private static final int COMPLETIONS = 2 * ENTRIES;
    private static final int NEEDED = C.IORING_FEAT_SINGLE_MMAP | C.IORING_FEAT_FAST_POLL;

    private final Kernel kernel;
    private final int fd;
    private final Rings rings;
    private long last;

    private ConnectRing(Kernel kernel, int fd, Rings rings) {
        this.kernel = kernel;
        this.fd = fd;
        this.rings = rings;
    }

    /// The memory shared with the kernel, and the offsets in it.
    private record Rings(
            MemorySegment memory,
            MemorySegment entries,
            int submissionTail,
            int submissionArray,
            int completionHead,
            int completionTail,
            int completions) {}

    /// A ring; empty if this machine gives none, because its kernel is older than 5.7, or because
    /// of a container or `kernel.io_uring_disabled`.
    public static Optional<ConnectRing> open(Kernel kernel) {
        MemorySegment parameters = Scratch.memory();
        parameters.asSlice(0, C.io_uring_params$SIZE).fill((byte) 0);
        Result created = kernel.call(Syscall.IO_URING_SETUP, ENTRIES, parameters.address());
        if (!created.ok()) {
            return Optional.empty();
        }
        int fd = created.intValue();
        Optional<Rings> rings = rings(kernel, fd, parameters);
        if (rings.isEmpty()) {
            kernel.call(Syscall.CLOSE, fd);
        }
        return rings.map(memory -> new ConnectRing(kernel, fd, memory));
    }

    private static Optional<Rings> rings(Kernel kernel, int fd, MemorySegment parameters) {
        int features = parameters.get(JAVA_INT, C.io_uring_params$features);
        return (features & NEEDED) == NEEDED ? map(kernel, fd, parameters) : Optional.empty();
    }

    private static Optional<Rings> map(Kernel kernel, int fd, MemorySegment parameters) {
        int submissions = C.io_uring_params$sq_off;
        int completions = C.io_uring_params$cq_off;
        int array = parameters.get(JAVA_INT, submissions + C.io_sqring_offsets$array);
        int cqes = parameters.get(JAVA_INT, completions + C.io_cqring_offsets$cqes);
        int submissionTail = parameters.get(JAVA_INT, submissions + C.io_sqring_offsets$tail);
        int head = parameters.get(JAVA_INT, completions + C.io_cqring_offsets$head);
        int tail = parameters.get(JAVA_INT, completions + C.io_cqring_offsets$tail);
        long size =
                Math.max(
                        cqes + (long) COMPLETIONS * C.io_uring_cqe$SIZE,
                        array + (long) ENTRIES * Integer.BYTES);
        Optional<MemorySegment> memory = map(kernel, fd, size, C.IORING_OFF_SQ_RING);
        Optional<MemorySegment> entries =
                map(kernel, fd, (long) ENTRIES * C.io_uring_sqe$SIZE, C.IORING_OFF_SQES);
        if (memory.isEmpty() || entries.isEmpty()) {
            memory.ifPresent(mapped -> unmap(kernel, mapped));
            return Optional.empty();
        }
        return Optional.of(
                new Rings(memory.get(), entries.get(), submissionTail, array, head, tail, cqes));
    }

    @SuppressWarnings("restricted")
    private static Optional<MemorySegment> map(Kernel kernel, int fd, long size, long offset) {
        int access = C.PROT_READ | C.PROT_WRITE;
        Result at = kernel.call(Syscall.MMAP, 0, size, access, C.MAP_SHARED, fd, offset);
        return at.ok()
                ? Optional.of(MemorySegment.ofAddress(at.value()).reinterpret(size))
                : Optional.empty();
    }

    private static void unmap(Kernel kernel, MemorySegment memory) {
        kernel.call(Syscall.MUNMAP, memory.address(), memory.byteSize());
    }

    /// connect(2) as on a non-blocking socket.
    ///
    /// @return success; EINPROGRESS if it goes on; or the error of a failed connect, which is then
    ///     no longer pending on the socket
    public Result start(NativeSocket socket, byte[] sockaddr) {
        last++;
        long address = Scratch.with(sockaddr).address();
        entry(0, C.IORING_OP_CONNECT, socket.fd(), address, sockaddr.length, last);
        entry(1, C.IORING_OP_ASYNC_CANCEL, -1, last, 0, 0);
        int tail = rings.memory().get(JAVA_INT, rings.submissionTail());
        VarHandle.releaseFence();
        rings.memory().set(JAVA_INT, rings.submissionTail(), tail + 2);
        VarHandle.fullFence();
        Result entered =
                kernel.call(Syscall.IO_URING_ENTER, fd, 2, 0, C.IORING_ENTER_GETEVENTS, 0, 0);
        if (!entered.ok()) {
            rings.memory().set(JAVA_INT, rings.submissionTail(), tail);
            return entered;
        }
        return outcome();
    }

    /// @param which the entry of the submission ring, counted from its tail
    /// @param address an address, or the number of the request to cancel
    private void entry(int which, int operation, int file, long address, long offset, long name) {
        int tail = rings.memory().get(JAVA_INT, rings.submissionTail());
        int index = (tail + which) & (ENTRIES - 1);
        rings.memory().set(JAVA_INT, rings.submissionArray() + (long) index * Integer.BYTES, index);
        MemorySegment entry =
                rings.entries().asSlice((long) index * C.io_uring_sqe$SIZE, C.io_uring_sqe$SIZE);
        entry.fill((byte) 0);
        entry.set(JAVA_BYTE, C.io_uring_sqe$opcode, (byte) operation);
        entry.set(JAVA_INT, C.io_uring_sqe$fd, file);
        entry.set(JAVA_LONG, C.io_uring_sqe$off, offset);
        entry.set(JAVA_LONG, C.io_uring_sqe$addr, address);
        entry.set(JAVA_LONG, C.io_uring_sqe$user_data, name);
    }

    /// Takes all completions. A connect that is not among them goes on.
    private Result outcome() {
        int head = rings.memory().get(JAVA_INT, rings.completionHead());
        int tail = rings.memory().get(JAVA_INT, rings.completionTail());
        VarHandle.acquireFence();
        int answer = -Errno.EINPROGRESS;
        for (; head != tail; head++) {
            long at = rings.completions() + (long) (head & (COMPLETIONS - 1)) * C.io_uring_cqe$SIZE;
            if (rings.memory().get(JAVA_LONG, at + C.io_uring_cqe$user_data) == last) {
                answer = rings.memory().get(JAVA_INT, at + C.io_uring_cqe$res);
            }
        }
        VarHandle.releaseFence();
        rings.memory().set(JAVA_INT, rings.completionHead(), head);
        return switch (-answer) {
            case 0 -> Result.of(0);
            case Errno.ECANCELED, Errno.EINTR -> Result.failure(Errno.EINPROGRESS);
            default -> Result.failure(-answer);
        };
    }

    @Override
    public void close() {
        unmap(kernel, rings.entries());
        unmap(kernel, rings.memory());
        kernel.call(Syscall.CLOSE, fd);
    }
}
