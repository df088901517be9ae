package io.tsocks.launcher.linux;

import java.util.Optional;

/// A process, named by a descriptor that polls as readable once all its threads have ended. Unlike
/// its number, the descriptor never becomes another process's.
///
/// @param pid its number, while it lives
/// @param fd the pidfd
public record LiveProcess(int pid, int fd) implements AutoCloseable {

    /// The process of a thread.
    ///
    /// @return empty where it has gone
    /// @throws KernelException where descriptors have run out
    public static Optional<LiveProcess> of(int tid) throws KernelException {
        int pid = tid;
        Result opened = open(pid);
        // Which of both tells that the thread is not its process's first depends on the kernel.
        if (opened.errno() == Errno.EINVAL || opened.errno() == Errno.ENOENT) {
            pid = new Target(tid).process();
            opened = open(pid);
        }
        return opened.errno() == Errno.ESRCH || opened.errno() == Errno.EINVAL
                ? Optional.empty()
                : Optional.of(new LiveProcess(pid, opened.orThrow("pidfd_open")));
    }

    private static Result open(int pid) {
        return Native.syscall(Syscall.PIDFD_OPEN, pid, 0);
    }

    @Override
    public void close() {
        Native.syscall(Syscall.CLOSE, fd);
    }
}
