package io.tsocks.launcher.supervisor;

import io.tsocks.linux.C;
import io.tsocks.linux.Errno;
import io.tsocks.linux.Syscall;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// When a [FakeKernel] fails, and how.
final class FakeFaults {

    /// What each call may fail with at random. What is not in here never fails: closing does close,
    /// and a counter always counts.
    private static final Map<Syscall, List<Integer>> POSSIBLE =
            Map.ofEntries(
                    Map.entry(Syscall.EPOLL_CTL, List.of(Errno.ENOMEM)),
                    Map.entry(Syscall.EPOLL_PWAIT, List.of(Errno.EINTR)),
                    Map.entry(Syscall.PIDFD_OPEN, List.of(Errno.EMFILE, Errno.ENFILE, Errno.ESRCH)),
                    Map.entry(
                            Syscall.PIDFD_GETFD,
                            List.of(Errno.EMFILE, Errno.ENFILE, Errno.EPERM, Errno.EBADF)),
                    Map.entry(Syscall.FCNTL, List.of(Errno.EMFILE, Errno.ENOMEM)),
                    Map.entry(Syscall.CONNECT, List.of(Errno.ENOMEM, Errno.EINTR, Errno.EAGAIN)),
                    Map.entry(Syscall.SENDMSG, List.of(Errno.ENOMEM, Errno.EAGAIN, Errno.EINTR)),
                    Map.entry(Syscall.RECVFROM, List.of(Errno.ENOMEM, Errno.EAGAIN, Errno.EINTR)),
                    Map.entry(Syscall.GETSOCKOPT, List.of(Errno.ENOMEM, Errno.EBADF)),
                    Map.entry(Syscall.PROCESS_VM_READV, List.of(Errno.EFAULT, Errno.ESRCH)),
                    Map.entry(Syscall.MOVE_PAGES, List.of(Errno.EPERM, Errno.ESRCH)));

    /// One that is asked for.
    private record Wanted(Syscall call, long request, int errno) {}

    private final List<Wanted> wanted = new ArrayList<>();
    private @Nullable RandomGenerator random;
    private int oneIn;

    /// Fails the next call of a kind.
    void failNext(Syscall call, int errno) {
        fail(call, errno, 1);
    }

    /// Fails the next calls of a kind.
    void fail(Syscall call, int errno, int times) {
        for (int i = 0; i < times; i++) {
            wanted.add(new Wanted(call, 0, errno));
        }
    }

    /// Fails the next ioctl with this request.
    void failNextIoctl(long request, int errno) {
        wanted.add(new Wanted(Syscall.IOCTL, request, errno));
    }

    /// Fails one in so many calls from now on.
    void failAtRandom(RandomGenerator generator, int calls) {
        random = generator;
        oneIn = calls;
    }

    /// How the call that is made now fails; 0 where it does not.
    int next(Syscall call, long request) {
        for (Iterator<Wanted> all = wanted.iterator(); all.hasNext(); ) {
            Wanted fault = all.next();
            if (fault.call() == call && (fault.request() == 0 || fault.request() == request)) {
                all.remove();
                return fault.errno();
            }
        }
        return random == null ? 0 : atRandom(random, call, request);
    }

    private int atRandom(RandomGenerator generator, Syscall call, long request) {
        if (generator.nextInt(oneIn) != 0) {
            return 0;
        }
        if (request == C.SECCOMP_IOCTL_NOTIF_RECV) {
            return Errno.EINTR;
        }
        List<Integer> errnos = POSSIBLE.getOrDefault(call, List.of(0));
        return errnos.get(generator.nextInt(errnos.size()));
    }
}
