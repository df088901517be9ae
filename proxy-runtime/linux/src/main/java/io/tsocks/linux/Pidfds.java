package io.tsocks.linux;

import java.util.LinkedHashMap;
import java.util.Map;

/// Takes duplicates of descriptors of the threads whose calls are answered, by pidfds that are kept
/// from one call of a thread to the next.
///
/// A pidfd is of one thread for ever. When that thread has gone, its number may become another
/// thread's, but the old pidfd then gives ESRCH and nothing else. So what a kept one gives is of
/// the thread that has the number now; whether that one made the call is what
/// [SeccompListener#waits] tells afterwards, as with a pidfd just opened.
///
/// Not thread-safe: the supervisor's loop owns it.
public final class Pidfds implements AutoCloseable {

    private static final int MOST_KEPT = 256;

    private final Kernel kernel;

    /// Where few descriptors are allowed, most of them are for connects.
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

    /// Keeps none yet.
    public Pidfds(Kernel kernel) {
        this.kernel = kernel;
        this.mostKept = Math.min(MOST_KEPT, ProcessState.descriptorLimit(kernel) / 8);
    }

    /// Takes a duplicate of one of a thread's descriptors. Where descriptors have run out, it is
    /// tried again without those that are kept here.
    ///
    /// @return the duplicate; EBADF if there is none of that number, EPERM if the process may
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

    /// Nothing is kept here: a thread may stop sharing its leader's descriptors at any time.
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
