package io.tsocks.launcher.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

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
/// @param tid its number in the supervisor's process namespace
public record Target(int tid) {

    /// Copies memory of the thread.
    ///
    /// @param length at least 1
    /// @return exactly that many bytes, or the errno: EFAULT where they are not mapped, EPERM where
    ///     the process may not be inspected
    public Copied read(long address, int length) {
        byte[] bytes = new byte[length];
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment local = arena.allocate(length);
            Result result = transfer(Syscall.PROCESS_VM_READV, arena, local, address);
            if (result.errno() == Errno.ENOSYS) {
                return readFile(address, bytes);
            }
            if (!result.ok() || result.value() < length) {
                return new Copied(bytes, result.ok() ? Errno.EFAULT : result.errno());
            }
            MemorySegment.copy(local, JAVA_BYTE, 0, bytes, 0, length);
            return new Copied(bytes, 0);
        }
    }

    /// The way without process_vm_readv(2), which some kernels are built without.
    private Copied readFile(long address, byte[] bytes) {
        try (RandomAccessFile memory = new RandomAccessFile("/proc/" + tid + "/mem", "r")) {
            memory.seek(address);
            memory.readFully(bytes);
            return new Copied(bytes, 0);
        } catch (IOException e) {
            return new Copied(bytes, Errno.EFAULT);
        }
    }

    /// Copies bytes into the thread's memory.
    ///
    /// @return whether all of them arrived
    public boolean write(long address, byte[] bytes) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment local = arena.allocateFrom(JAVA_BYTE, bytes);
            Result result = transfer(Syscall.PROCESS_VM_WRITEV, arena, local, address);
            return result.errno() == Errno.ENOSYS
                    ? writeFile(address, bytes)
                    : result.value() == bytes.length;
        }
    }

    private boolean writeFile(long address, byte[] bytes) {
        try (RandomAccessFile memory = new RandomAccessFile("/proc/" + tid + "/mem", "rw")) {
            memory.seek(address);
            memory.write(bytes);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private Result transfer(Syscall call, Arena arena, MemorySegment local, long address) {
        MemorySegment vectors = arena.allocate(2L * C.iovec$SIZE, 8);
        vectors.setAtIndex(JAVA_LONG, 0, local.address());
        vectors.setAtIndex(JAVA_LONG, 1, local.byteSize());
        vectors.setAtIndex(JAVA_LONG, 2, address);
        vectors.setAtIndex(JAVA_LONG, 3, local.byteSize());
        long remote = vectors.address() + C.iovec$SIZE;
        return Native.syscall(call, tid, vectors.address(), 1, remote, 1, 0);
    }

    /// Takes a duplicate of one of the thread's descriptors.
    ///
    /// @return the duplicate; EBADF where there is none of that number, EPERM where the process may
    ///     not be inspected
    public Result descriptor(int number) {
        Result pidfd = Native.syscall(Syscall.PIDFD_OPEN, tid, C.PIDFD_THREAD);
        if (pidfd.errno() == Errno.EINVAL) {
            pidfd = leaderSharingDescriptors();
        }
        if (!pidfd.ok()) {
            return pidfd;
        }
        Result duplicate = Native.syscall(Syscall.PIDFD_GETFD, pidfd.value(), number, 0);
        Native.syscall(Syscall.CLOSE, pidfd.value());
        return duplicate;
    }

    /// Before Linux 6.9 a pidfd is of a process; it serves where the thread shares its table.
    private Result leaderSharingDescriptors() {
        int leader = status("Tgid").map(Integer::parseInt).orElse(tid);
        if (leader != tid) {
            Result same = Native.syscall(Syscall.KCMP, tid, leader, C.KCMP_FILES);
            if (!same.ok() || same.value() != 0) {
                return new Result(-1, Errno.EPERM);
            }
        }
        return Native.syscall(Syscall.PIDFD_OPEN, leader, 0);
    }

    /// The name of the program, for messages; `?` once it has gone.
    public String program() {
        try {
            return Files.readString(Path.of("/proc/" + tid + "/comm")).strip();
        } catch (IOException e) {
            return "?";
        }
    }

    /// Whether a signal that the thread has a handler for waits to be delivered.
    public boolean hasSignalToHandle() {
        try {
            List<String> lines = Files.readAllLines(Path.of("/proc/" + tid + "/status"));
            long pending = mask(lines, "SigPnd");
            if (field(lines, "Threads").equals(Optional.of("1"))) {
                pending |= mask(lines, "ShdPnd");
            }
            return (pending & mask(lines, "SigCgt") & ~mask(lines, "SigBlk")) != 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static long mask(List<String> lines, String name) {
        return field(lines, name).map(hex -> Long.parseUnsignedLong(hex, 16)).orElse(0L);
    }

    private Optional<String> status(String name) {
        try {
            return field(Files.readAllLines(Path.of("/proc/" + tid + "/status")), name);
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

    /// What a read of memory gave.
    public static final class Copied {
        private final byte[] bytes;
        private final int errno;

        Copied(byte[] bytes, int errno) {
            this.bytes = bytes;
            this.errno = errno;
        }

        /// Nothing was asked for.
        public static Copied nothing() {
            return new Copied(new byte[0], 0);
        }

        /// Nothing was read, for a reason of its own.
        public static Copied failure(int errno) {
            return new Copied(new byte[0], errno);
        }

        /// The bytes; meaningless where there was an error.
        public byte[] bytes() {
            return bytes;
        }

        /// Why nothing could be read; 0 where it could.
        public int errno() {
            return errno;
        }

        /// Whether everything could be read.
        public boolean ok() {
            return errno == 0;
        }
    }
}
