package io.tsocks.linux;

import java.util.Optional;

/// A process, named by a descriptor that polls as readable once all threads have ended. Unlike a
/// process id, the descriptor never comes to mean another process.
///
/// @param kernel the kernel of the process
/// @param pid the process id, while the process lives
/// @param fd the pidfd
public record LiveProcess(Kernel kernel, int pid, int fd) implements AutoCloseable {

    /// The process of a thread.
    ///
    /// @return empty if it has gone
    /// @throws KernelException if descriptors have run out
    public static Optional<LiveProcess> of(Kernel kernel, int tid) throws KernelException {
        int pid = tid;
        Result opened = open(kernel, pid);
        // It depends on the kernel which of the two says that the thread is not the first of its
        // process.
        if (opened.errno() == Errno.EINVAL || opened.errno() == Errno.ENOENT) {
            pid = new Target(kernel, tid).process();
            opened = open(kernel, pid);
        }
        return opened.errno() == Errno.ESRCH || opened.errno() == Errno.EINVAL
                ? Optional.empty()
                : Optional.of(new LiveProcess(kernel, pid, opened.orThrow("pidfd_open")));
    }

    private static Result open(Kernel kernel, int pid) {
        return kernel.call(Syscall.PIDFD_OPEN, pid, 0);
    }

    @Override
    public void close() {
        kernel.call(Syscall.CLOSE, fd);
    }
}
