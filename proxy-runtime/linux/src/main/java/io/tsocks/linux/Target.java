package io.tsocks.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The thread whose call is being answered: its memory, its descriptors, its signals.
///
/// @param kernel the kernel of the thread
/// @param tid the thread's number in the supervisor's process namespace
public record Target(Kernel kernel, int tid) {

    private static final int VECTORS$SIZE = 2 * C.iovec$SIZE;

    /// The smallest page size. Asking twice about parts of a larger page does no harm.
    private static final long PAGE = 4096;

    private static final int MOST_PAGES = 32;
    private static final long STATUS = MOST_PAGES * 8L;

    /// Whether memory of the thread is present, so that [#read] does not wait for it.
    ///
    /// The first bytes of the scratch memory hold the addresses of pages. The rest holds the
    /// kernel's answer for each: the number of a node, or an errno.
    ///
    /// @return also false if the memory does not exist, or the kernel does not say
    public boolean has(long address, int length) {
        long first = address & -PAGE;
        long last = (address + length - 1) & -PAGE;
        long count = (last - first) / PAGE + 1;
        if (count < 1 || count > MOST_PAGES) {
            return false;
        }
        MemorySegment memory = Scratch.memory();
        for (int i = 0; i < count; i++) {
            memory.set(JAVA_LONG, i * 8L, first + i * PAGE);
        }
        long pages = memory.address();
        Result asked = kernel.call(Syscall.MOVE_PAGES, tid, count, pages, 0, pages + STATUS, 0);
        boolean all = asked.ok();
        for (int i = 0; all && i < count; i++) {
            all = memory.get(JAVA_INT, STATUS + i * 4L) >= 0;
        }
        return all;
    }

    /// Copies memory of the thread; waits if it is not present.
    ///
    /// @param length at least 1
    /// @return exactly that many bytes, or the errno: EFAULT if they are not mapped, EPERM if the
    ///     process may not be inspected
    public Copied read(long address, int length) {
        return length + VECTORS$SIZE <= Scratch.SIZE
                ? read(Scratch.memory(), address, length)
                : readLong(address, length);
    }

    private Copied readLong(long address, int length) {
        try (Arena arena = Arena.ofConfined()) {
            return read(arena.allocate((long) length + VECTORS$SIZE, 16), address, length);
        }
    }

    /// @param memory room for the vectors, followed by room for the bytes
    private Copied read(MemorySegment memory, long address, int length) {
        byte[] bytes = new byte[length];
        Result result = transfer(memory, address, length);
        if (isForbidden(result)) {
            return readFile(address, bytes);
        }
        if (!result.ok() || result.value() < length) {
            return new Copied(bytes, result.ok() ? Errno.EFAULT : result.errno());
        }
        MemorySegment.copy(memory, JAVA_BYTE, VECTORS$SIZE, bytes, 0, length);
        return new Copied(bytes, 0);
    }

    /// Whether process_vm_readv(2) is not available: some kernels are built without it, and
    /// sandboxes forbid it. If the process may not be inspected, its file cannot be read either.
    private static boolean isForbidden(Result result) {
        return result.errno() == Errno.ENOSYS || result.errno() == Errno.EPERM;
    }

    /// Reads memory without process_vm_readv(2).
    private Copied readFile(long address, byte[] bytes) {
        try (RandomAccessFile memory = new RandomAccessFile("/proc/" + tid + "/mem", "r")) {
            memory.seek(address);
            memory.readFully(bytes);
            return new Copied(bytes, 0);
        } catch (IOException e) {
            return new Copied(bytes, Errno.EFAULT);
        }
    }

    /// The memory that the thread has now, for writing.
    public ProcessMemory memory() {
        return ProcessMemory.of(kernel, tid);
    }

    private Result transfer(MemorySegment memory, long address, int length) {
        long vectors = memory.address();
        memory.set(JAVA_LONG, 0, vectors + VECTORS$SIZE);
        memory.set(JAVA_LONG, 8, length);
        memory.set(JAVA_LONG, C.iovec$SIZE, address);
        memory.set(JAVA_LONG, C.iovec$SIZE + 8L, length);
        return kernel.call(Syscall.PROCESS_VM_READV, tid, vectors, 1, vectors + C.iovec$SIZE, 1, 0);
    }

    /// The number of the thread's process.
    int process() {
        return status("Tgid").map(Integer::parseInt).orElse(tid);
    }

    /// A pidfd of the thread's process. Before Linux 6.9 there are no others; it serves if the
    /// thread shares the process's table of descriptors.
    ///
    /// @return a pidfd; EPERM if it does not serve
    Result leaderSharingDescriptors() {
        int leader = process();
        if (leader != tid) {
            Result same = kernel.call(Syscall.KCMP, tid, leader, C.KCMP_FILES);
            if (!same.ok() || same.value() != 0) {
                return Result.failure(Errno.EPERM);
            }
        }
        return kernel.call(Syscall.PIDFD_OPEN, leader, 0);
    }

    /// The name of the program, for messages; `?` once it has gone.
    public String program() {
        long path = Scratch.with(("/proc/" + tid + "/comm\0").getBytes(US_ASCII)).address();
        Result file = kernel.call(Syscall.OPENAT, C.AT_FDCWD, path, C.O_CLOEXEC);
        if (!file.ok()) {
            return "?";
        }
        Result length = kernel.call(Syscall.READ, file.value(), path, C.TASK_COMM_LEN);
        kernel.call(Syscall.CLOSE, file.value());
        return length.ok() ? new String(Scratch.take(length.intValue()), UTF_8).strip() : "?";
    }

    /// The path of the program's executable file; empty if it cannot be read.
    public String executable() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + tid + "/exe")).toString();
        } catch (IOException e) {
            return "";
        }
    }

    /// The lines of `/proc/TID/status`. The program's name in it need not be valid text.
    private List<String> statusLines() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + tid + "/status"), ISO_8859_1);
    }

    private Optional<String> status(String name) {
        try {
            return field(statusLines(), name);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> field(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }

    /// The result of reading memory.
    public static final class Copied {
        private final byte[] bytes;
        private final int errno;

        Copied(byte[] bytes, int errno) {
            this.bytes = bytes;
            this.errno = errno;
        }

        /// The result of reading no bytes.
        public static Copied nothing() {
            return new Copied(new byte[0], 0);
        }

        /// The result of a read that failed.
        public static Copied failure(int errno) {
            return new Copied(new byte[0], errno);
        }

        /// The bytes; meaningless after an error.
        public byte[] bytes() {
            return bytes;
        }

        /// The errno if the read failed; otherwise 0.
        public int errno() {
            return errno;
        }

        /// Whether everything was read.
        public boolean ok() {
            return errno == 0;
        }
    }
}
