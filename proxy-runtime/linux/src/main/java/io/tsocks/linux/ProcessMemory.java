package io.tsocks.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.lang.foreign.MemorySegment;

/// The memory of one process, to be written to. Unlike a thread's number, which becomes another
/// thread's once it has ended, this is the same memory for ever. So a caller that still waits after
/// it was opened ([SeccompListener#waits]) is the one whose memory it is.
public final class ProcessMemory implements AutoCloseable {

    /// Signed, so that addresses of the kernel are below it, too.
    private static final long LOWEST = 0;

    private final Kernel kernel;
    private final Result memory;
    private final Result maps;

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

    /// Copies bytes into it, where the process could write them itself.
    ///
    /// @param bytes at most a page
    /// @return whether all of them arrived
    public boolean write(long address, byte[] bytes) {
        if (!memory.ok() || address < LOWEST || !isWritable(address, address + bytes.length)) {
            return false;
        }
        long from = Scratch.with(bytes).address();
        Result written = kernel.call(Syscall.PWRITE64, memory.value(), from, bytes.length, address);
        return written.value() == bytes.length;
    }

    /// A write by way of /proc would change read-only memory, too.
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

    /// Where the writable mapping ends that an address lies in.
    private Result writableFrom(long address) {
        if (!maps.ok()) {
            return maps;
        }
        MemorySegment query = Scratch.memory();
        query.asSlice(0, C.procmap_query$SIZE).fill((byte) 0);
        query.set(JAVA_LONG, 0, C.procmap_query$SIZE);
        query.set(JAVA_LONG, C.procmap_query$query_flags, C.PROCMAP_QUERY_VMA_WRITABLE);
        query.set(JAVA_LONG, C.procmap_query$query_addr, address);
        Result found = kernel.call(Syscall.IOCTL, maps.value(), C.PROCMAP_QUERY, query.address());
        if (found.errno() == Errno.ENOTTY) {
            return writableByList(address);
        }
        return found.ok() ? Result.of(query.get(JAVA_LONG, C.procmap_query$vma_end)) : found;
    }

    /// Before Linux 6.11 the list has to be read: `start-end rwxp …` on each line.
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

    /// @return 0 if the line is of another mapping, or of one that is not writable
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
