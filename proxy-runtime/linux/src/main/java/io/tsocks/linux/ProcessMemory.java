package io.tsocks.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.lang.foreign.MemorySegment;

/// The memory of one process, for writing. A thread's number may be given to another thread once it
/// has ended, but this always stays the same memory. So if the caller still waits after this was
/// opened ([SeccompListener#waits]), this is that caller's memory.
public final class ProcessMemory implements AutoCloseable {

    /// The lowest address. Addresses are signed, so those of the kernel are below it, too.
    private static final long LOWEST = 0;

    private final Kernel kernel;
    private final Result memory;
    private final Result maps;

    /// The range of the mapping that was found last for [#writeAtOnce].
    private long start;

    private long end;

    private ProcessMemory(Kernel kernel, Result memory, Result maps) {
        this.kernel = kernel;
        this.memory = memory;
        this.maps = maps;
    }

    /// Opens the memory of the process that a thread belongs to now.
    static ProcessMemory of(Kernel kernel, int tid) {
        return new ProcessMemory(
                kernel, open(kernel, tid, "mem", C.O_RDWR), open(kernel, tid, "maps", 0));
    }

    private static Result open(Kernel kernel, int tid, String file, int mode) {
        long path = Scratch.with(("/proc/" + tid + "/" + file + "\0").getBytes(US_ASCII)).address();
        return kernel.call(Syscall.OPENAT, C.AT_FDCWD, path, mode | C.O_CLOEXEC);
    }

    /// Copies bytes into the memory, but only to places where the process itself could write.
    ///
    /// @param bytes at most a page
    /// @return whether all bytes were written
    public boolean write(long address, byte[] bytes) {
        if (!memory.ok() || address < LOWEST || !isWritable(address, address + bytes.length)) {
            return false;
        }
        long from = Scratch.with(bytes).address();
        Result written = kernel.call(Syscall.PWRITE64, memory.value(), from, bytes.length, address);
        return written.value() == bytes.length;
    }

    /// As [#write], but only to private memory that belongs to no file, so that no file server has
    /// to be waited for. Where userfaultfd(2) has to provide the memory, this fails.
    ///
    /// @param bytes at most a page, which is present
    /// @return whether all bytes were written; otherwise [#write] may still succeed
    public boolean writeAtOnce(long address, byte[] bytes) {
        if (!memory.ok() || address < LOWEST || !isPrivate(address, address + bytes.length)) {
            return false;
        }
        long from = Scratch.with(bytes).address();
        Result written = kernel.call(Syscall.PWRITE64, memory.value(), from, bytes.length, address);
        return written.value() == bytes.length;
    }

    /// Whether a range is in one mapping of that kind.
    private boolean isPrivate(long from, long to) {
        if (from >= start && to <= end) {
            return true;
        }
        if (!maps.ok()) {
            return false;
        }
        MemorySegment query = writableQuery(from);
        Result found = kernel.call(Syscall.IOCTL, maps.value(), C.PROCMAP_QUERY, query.address());
        boolean isPrivate =
                found.ok()
                        && (query.get(JAVA_LONG, C.procmap_query$vma_flags)
                                        & C.PROCMAP_QUERY_VMA_SHARED)
                                == 0
                        && query.get(JAVA_LONG, C.procmap_query$inode) == 0;
        start = isPrivate ? query.get(JAVA_LONG, C.procmap_query$vma_start) : 0;
        end = isPrivate ? query.get(JAVA_LONG, C.procmap_query$vma_end) : 0;
        return from >= start && to <= end;
    }

    /// Whether the process itself could write to a range. A write through /proc would change
    /// read-only memory, too.
    private boolean isWritable(long start, long end) {
        long at = start;
        while (at < end) {
            Result found = writableFrom(at);
            if (!found.ok() || found.value() <= at) {
                return false;
            }
            at = found.value();
        }
        return true;
    }

    /// The end of the writable mapping that contains an address.
    private Result writableFrom(long address) {
        if (!maps.ok()) {
            return maps;
        }
        MemorySegment query = writableQuery(address);
        Result found = kernel.call(Syscall.IOCTL, maps.value(), C.PROCMAP_QUERY, query.address());
        if (found.errno() == Errno.ENOTTY) {
            return writableByList(address);
        }
        return found.ok() ? Result.of(query.get(JAVA_LONG, C.procmap_query$vma_end)) : found;
    }

    private static MemorySegment writableQuery(long address) {
        MemorySegment query = Scratch.memory();
        query.asSlice(0, C.procmap_query$SIZE).fill((byte) 0);
        query.set(JAVA_LONG, 0, C.procmap_query$SIZE);
        query.set(JAVA_LONG, C.procmap_query$query_flags, C.PROCMAP_QUERY_VMA_WRITABLE);
        query.set(JAVA_LONG, C.procmap_query$query_addr, address);
        return query;
    }

    /// The same before Linux 6.11, where the list of mappings has to be read: `start-end rwxp …` on
    /// each line.
    private Result writableByList(long address) {
        StringBuilder rest = new StringBuilder();
        for (long offset = 0; ; ) {
            long buffer = Scratch.memory().address();
            Result read = kernel.call(Syscall.PREAD64, maps.value(), buffer, Scratch.SIZE, offset);
            if (!read.ok() || read.value() == 0) {
                return Result.failure(Errno.EFAULT);
            }
            offset += read.value();
            rest.append(new String(Scratch.take(read.intValue()), US_ASCII));
            for (int end = rest.indexOf("\n"); end >= 0; end = rest.indexOf("\n")) {
                long limit = endIfWritable(rest.substring(0, end), address);
                if (limit != 0) {
                    return Result.of(limit);
                }
                rest.delete(0, end + 1);
            }
        }
    }

    /// @return 0 if the line describes another mapping, or one that is not writable
    private static long endIfWritable(String line, long address) {
        int dash = line.indexOf('-');
        int blank = line.indexOf(' ');
        long start = Long.parseUnsignedLong(line.substring(0, dash), 16);
        long end = Long.parseUnsignedLong(line.substring(dash + 1, blank), 16);
        boolean holds = start <= address && address < end;
        return holds && line.charAt(blank + 2) == 'w' ? end : 0;
    }

    @Override
    public void close() {
        close(memory);
        close(maps);
    }

    private void close(Result descriptor) {
        if (descriptor.ok()) {
            kernel.call(Syscall.CLOSE, descriptor.value());
        }
    }
}
