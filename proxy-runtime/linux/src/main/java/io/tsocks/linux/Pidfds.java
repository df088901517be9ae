package io.tsocks.linux;

import java.util.LinkedHashMap;
import java.util.Map;

/// Takes duplicates of the descriptors of calling threads, by pidfds that are kept from one call of
/// a thread to the next.
///
/// A pidfd belongs to one thread for ever. When that thread has gone, its number may be given to
/// another thread, but the old pidfd then only gives ESRCH. So a duplicate from a kept pidfd is
/// always from the thread that has the number now. Whether that thread made the call is what
/// [SeccompListener#waits] tells afterwards, as with a new pidfd.
///
/// Not thread-safe: the supervisor's loop owns it.
public final class Pidfds implements AutoCloseable {

    private static final int MOST_KEPT = 256;

    private final Kernel kernel;

    /// The most pidfds to keep. If few descriptors are allowed, most of them are for connects.
    private final long mostKept;

    private final Map<Integer, Integer> kept =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Integer, Integer> eldest) {
                    if (size() > mostKept) {
                        kernel.call(Syscall.CLOSE, eldest.getValue());
                        return true;
                    }
                    return false;
                }
            };

    /// Makes an instance that keeps no pidfd yet.
    public Pidfds(Kernel kernel) {
        this.kernel = kernel;
        this.mostKept = Math.min(MOST_KEPT, ProcessState.descriptorLimit(kernel) / 8);
    }

    /// Takes a duplicate of one of a thread's descriptors. If descriptors have run out, closes
    /// those that are kept here and tries again.
    ///
    /// @return the duplicate; EBADF if the thread has no such descriptor, EPERM if the process may
    ///     not be inspected
    public Result duplicate(int tid, int number) {
        Result duplicate = take(tid, number);
        if (duplicate.errno() != Errno.EMFILE || kept.isEmpty()) {
            return duplicate;
        }
        close();
        return take(tid, number);
    }

    private Result take(int tid, int number) {
        Integer pidfd = kept.get(tid);
        if (pidfd != null) {
            Result duplicate = kernel.call(Syscall.PIDFD_GETFD, pidfd, number, 0);
            if (duplicate.errno() != Errno.ESRCH) {
                return duplicate;
            }
            kept.remove(tid);
            kernel.call(Syscall.CLOSE, pidfd);
        }
        return open(tid, number);
    }

    private Result open(int tid, int number) {
        Result pidfd = kernel.call(Syscall.PIDFD_OPEN, tid, C.PIDFD_THREAD);
        if (pidfd.ok()) {
            kept.put(tid, pidfd.intValue());
            return kernel.call(Syscall.PIDFD_GETFD, pidfd.value(), number, 0);
        }
        return pidfd.errno() == Errno.EINVAL ? byLeader(tid, number) : pidfd;
    }

    /// Takes the duplicate from the process's first thread. That pidfd is not kept: a thread may
    /// stop sharing its leader's descriptors at any time.
    private Result byLeader(int tid, int number) {
        Result pidfd = new Target(kernel, tid).leaderSharingDescriptors();
        if (!pidfd.ok()) {
            return pidfd;
        }
        Result duplicate = kernel.call(Syscall.PIDFD_GETFD, pidfd.value(), number, 0);
        kernel.call(Syscall.CLOSE, pidfd.value());
        return duplicate;
    }

    @Override
    public void close() {
        kept.values().forEach(pidfd -> kernel.call(Syscall.CLOSE, pidfd));
        kept.clear();
    }
}
