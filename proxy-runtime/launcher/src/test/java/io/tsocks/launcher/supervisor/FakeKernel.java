package io.tsocks.launcher.supervisor;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import io.tsocks.linux.Abi;
import io.tsocks.linux.C;
import io.tsocks.linux.Errno;
import io.tsocks.linux.InetEndpoint;
import io.tsocks.linux.Kernel;
import io.tsocks.linux.Notification;
import io.tsocks.linux.Poller;
import io.tsocks.linux.Result;
import io.tsocks.linux.Syscall;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// As much of a kernel as a supervisor of TCP connects calls, with programs that connect and one
/// SOCKS server. It counts descriptors, keeps each answer, and fails as its [FakeFaults] say.
final class FakeKernel implements Kernel {

    private static final int DATA = Abi.current() == Abi.X86_64 ? 4 : 8;
    private static final long NETWORK = 77;

    private final FakeFaults faults;
    private final FakePrograms programs;
    private final Map<Syscall, Handler> handlers = new EnumMap<>(Syscall.class);
    private final Map<Integer, Open> descriptors = new TreeMap<>();
    private boolean over;

    /// What a call does with its arguments.
    private interface Handler {
        Result call(long a, long b, long c, long d, long e, long f);
    }

    /// What a descriptor is of.
    private sealed interface Open {
        record Listener() implements Open {}

        record Epoll(Map<Integer, long[]> watched) implements Open {}

        record Counter(AtomicLong value) implements Open {}

        record Pidfd(int tid) implements Open {}

        record Socket(FakeSocket socket) implements Open {}
    }

    FakeKernel(FakeFaults faults, FakePrograms programs) {
        this.faults = faults;
        this.programs = programs;
        handle(Syscall.CLOSE, (a, _, _, _, _, _) -> close((int) a));
        handle(Syscall.EPOLL_CREATE1, (_, _, _, _, _, _) -> open(new Open.Epoll(new TreeMap<>())));
        handle(Syscall.EPOLL_CTL, (a, b, c, d, _, _) -> control((int) a, (int) b, (int) c, d));
        handle(Syscall.EPOLL_PWAIT, (a, b, c, d, _, _) -> poll((int) a, b, (int) c, (int) d));
        handle(Syscall.EVENTFD2, (_, _, _, _, _, _) -> open(new Open.Counter(new AtomicLong())));
        handle(Syscall.READ, (a, _, _, _, _, _) -> count((int) a, 0));
        handle(Syscall.WRITE, (a, _, _, _, _, _) -> count((int) a, 1));
        handle(Syscall.IOCTL, (a, b, c, _, _, _) -> ioctl((int) a, b, c));
        handle(Syscall.PIDFD_OPEN, (a, _, _, _, _, _) -> open(new Open.Pidfd((int) a)));
        handle(Syscall.PIDFD_GETFD, (a, b, _, _, _, _) -> take((int) a, (int) b));
        handle(Syscall.SOCKET, (_, _, _, _, _, _) -> open(new Open.Socket(programs.nobodys())));
        handle(Syscall.FCNTL, (a, b, _, _, _, _) -> fcntl((int) a, (int) b));
        handle(Syscall.CONNECT, (a, b, c, _, _, _) -> connect((int) a, b, (int) c));
        handle(Syscall.SENDMSG, (a, b, _, _, _, _) -> send((int) a, b));
        handle(Syscall.RECVFROM, (a, b, c, _, _, _) -> receive((int) a, b, (int) c));
        handle(Syscall.GETSOCKOPT, (a, b, c, d, e, _) -> option((int) a, (int) b, (int) c, d, e));
        handle(Syscall.SETSOCKOPT, (_, _, _, _, _, _) -> Result.of(0));
        handle(Syscall.SHUTDOWN, (_, _, _, _, _, _) -> Result.of(0));
        handle(Syscall.CAPGET, (_, _, _, _, _, _) -> Result.of(0));
        handle(Syscall.CAPSET, (_, _, _, _, _, _) -> Result.of(0));
        handle(Syscall.PRLIMIT64, (_, _, _, d, _, _) -> limits(d));
        handle(Syscall.MOVE_PAGES, (_, b, _, _, e, _) -> pages((int) b, e));
        handle(Syscall.PROCESS_VM_READV, (_, b, _, d, _, _) -> copy(b, d));
    }

    private void handle(Syscall call, Handler handler) {
        handlers.put(call, handler);
    }

    /// What is not known here no machine need have.
    @Override
    public synchronized Result call(Syscall call, long a, long b, long c, long d, long e, long f) {
        int errno = faults.next(call, call == Syscall.IOCTL ? b : 0);
        Handler handler = handlers.get(call);
        if (errno != 0 || handler == null) {
            return Result.failure(errno == 0 ? Errno.ENOSYS : errno);
        }
        return handler.call(a, b, c, d, e, f);
    }

    /// A descriptor through which calls of the programs come.
    synchronized int openListener() {
        return open(new Open.Listener()).intValue();
    }

    /// The last program has ended.
    synchronized void end() {
        over = true;
        notifyAll();
    }

    /// Has a program call.
    synchronized void ask(Notification call) {
        programs.ask(call);
        notifyAll();
    }

    /// How many descriptors the supervisor has open.
    synchronized int countOpen() {
        return descriptors.size();
    }

    private Result open(Open what) {
        int fd = 3;
        while (descriptors.containsKey(fd)) {
            fd++;
        }
        descriptors.put(fd, what);
        return Result.of(fd);
    }

    /// A file that nobody has open any more is watched no longer; a program has it still.
    private Result close(int fd) {
        while (descriptors.get(fd) instanceof Open.Socket(FakeSocket socket) && socket.lingers()) {
            pause(Long.MAX_VALUE);
        }
        notifyAll();
        return descriptors.remove(fd) == null ? Result.failure(Errno.EBADF) : Result.of(0);
    }

    private Result control(int epoll, int operation, int fd, long event) {
        if (!(descriptors.get(epoll) instanceof Open.Epoll(Map<Integer, long[]> watched))) {
            return Result.failure(Errno.EBADF);
        }
        if (operation == C.EPOLL_CTL_DEL) {
            return watched.remove(fd) == null ? Result.failure(Errno.ENOENT) : Result.of(0);
        }
        MemorySegment at = memory(event, 16);
        watched.put(fd, new long[] {at.get(JAVA_INT, 0), at.get(JAVA_LONG_UNALIGNED, DATA)});
        return Result.of(0);
    }

    private Result poll(int epoll, long events, int most, int millis) {
        if (!(descriptors.get(epoll) instanceof Open.Epoll(Map<Integer, long[]> watched))) {
            return Result.failure(Errno.EBADF);
        }
        long end = millis < 0 ? Long.MAX_VALUE : System.nanoTime() + millis * 1_000_000L;
        List<long[]> ready = ready(watched, most);
        while (ready.isEmpty() && pause(end)) {
            ready = ready(watched, most);
        }
        MemorySegment to = memory(events, (long) most * (DATA + 8));
        for (int i = 0; i < ready.size(); i++) {
            to.set(JAVA_INT, (long) i * (DATA + 8), (int) ready.get(i)[0]);
            to.set(JAVA_LONG_UNALIGNED, (long) i * (DATA + 8) + DATA, ready.get(i)[1]);
        }
        return Result.of(ready.size());
    }

    /// @return false if the end has come, as `System.nanoTime()` counts
    @SuppressWarnings("WaitNotInLoop") // Its caller loops.
    private boolean pause(long end) {
        long left = end - System.nanoTime();
        if (left <= 0) {
            return false;
        }
        try {
            wait(Math.clamp(left / 1_000_000, 1, 1_000));
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<long[]> ready(Map<Integer, long[]> watched, int most) {
        List<long[]> ready = new ArrayList<>();
        watched.forEach(
                (fd, interest) -> {
                    int asked = (int) interest[0] | Poller.HANG_UP;
                    int events = eventsOf(descriptors.get(fd)) & asked;
                    if (events != 0 && ready.size() < most) {
                        ready.add(new long[] {events, interest[1]});
                    }
                });
        return ready;
    }

    private int eventsOf(@Nullable Open what) {
        return switch (what) {
            case Open.Listener _ when programs.isAsking() -> Poller.READABLE;
            case Open.Listener _ -> over ? Poller.HANG_UP : 0;
            case Open.Counter(AtomicLong value) -> value.get() > 0 ? Poller.READABLE : 0;
            case Open.Socket(FakeSocket socket) ->
                    (socket.unread() > 0 ? Poller.READABLE : 0) | Poller.WRITABLE;
            case Open.Epoll _, Open.Pidfd _ -> 0;
            case null -> 0;
        };
    }

    private Result count(int fd, int more) {
        if (!(descriptors.get(fd) instanceof Open.Counter(AtomicLong value))) {
            return Result.failure(Errno.EBADF);
        }
        value.set(more == 0 ? 0 : value.get() + more);
        notifyAll();
        return Result.of(8);
    }

    private Result ioctl(int fd, long request, long argument) {
        if (descriptors.get(fd) instanceof Open.Socket(FakeSocket socket)) {
            memory(argument, 4).set(JAVA_INT, 0, socket.unread());
            return Result.of(0);
        }
        if (!(descriptors.get(fd) instanceof Open.Listener)) {
            return Result.failure(Errno.EBADF);
        }
        Result result = programs.ioctl(request, memory(argument, C.seccomp_notif$SIZE));
        notifyAll();
        return result;
    }

    private Result take(int pidfd, int number) {
        if (!(descriptors.get(pidfd) instanceof Open.Pidfd(int tid))) {
            return Result.failure(Errno.EBADF);
        }
        FakeSocket socket = programs.socket(tid, number);
        return socket == null ? Result.failure(Errno.EBADF) : open(new Open.Socket(socket));
    }

    private @Nullable FakeSocket socket(int fd) {
        return descriptors.get(fd) instanceof Open.Socket(FakeSocket socket) ? socket : null;
    }

    private Result fcntl(int fd, int command) {
        FakeSocket socket = socket(fd);
        if (socket == null) {
            return Result.failure(Errno.EBADF);
        }
        return command == C.F_DUPFD_CLOEXEC
                ? open(new Open.Socket(socket))
                : Result.of(socket.isNonBlocking() ? C.O_NONBLOCK : 0);
    }

    private Result connect(int fd, long sockaddr, int length) {
        FakeSocket socket = socket(fd);
        if (socket == null) {
            return Result.failure(Errno.EBADF);
        }
        byte[] bytes = memory(sockaddr, length).toArray(JAVA_BYTE);
        InetEndpoint to =
                InetEndpoint.isUnspecified(bytes) ? null : InetEndpoint.of(bytes).orElseThrow();
        int errno = socket.connect(to, to == null ? null : programs.listening(to));
        return errno == 0 ? Result.of(0) : Result.failure(errno);
    }

    private Result send(int fd, long message) {
        FakeSocket socket = socket(fd);
        if (socket == null) {
            return Result.failure(Errno.EBADF);
        }
        long vector = memory(message, C.msghdr$SIZE).get(JAVA_LONG, C.msghdr$msg_iov);
        MemorySegment first = memory(vector, C.iovec$SIZE);
        byte[] bytes = memory(first.get(JAVA_LONG, 0), first.get(JAVA_LONG, 8)).toArray(JAVA_BYTE);
        int errno = socket.send(bytes);
        return errno == 0 ? Result.of(bytes.length) : Result.failure(errno);
    }

    private Result receive(int fd, long buffer, int limit) {
        FakeSocket socket = socket(fd);
        byte[] bytes = socket == null ? null : socket.receive(limit).orElse(null);
        if (bytes == null) {
            return Result.failure(Errno.EAGAIN);
        }
        MemorySegment.copy(bytes, 0, memory(buffer, bytes.length), JAVA_BYTE, 0, bytes.length);
        return Result.of(bytes.length);
    }

    private Result option(int fd, int level, int name, long value, long length) {
        FakeSocket socket = socket(fd);
        if (socket == null) {
            return Result.failure(Errno.EBADF);
        }
        MemorySegment to = memory(value, memory(length, 4).get(JAVA_INT, 0));
        to.fill((byte) 0);
        if (level == C.IPPROTO_TCP && name == C.TCP_INFO) {
            inform(socket, to);
        } else if (level == C.SOL_SOCKET && to.byteSize() == Long.BYTES) {
            to.set(JAVA_LONG, 0, ofSocket(socket, name));
        }
        return Result.of(0);
    }

    private static void inform(FakeSocket socket, MemorySegment info) {
        info.set(JAVA_BYTE, 0, (byte) socket.state());
        if (info.byteSize() > C.tcp_info$tcpi_bytes_sent) {
            info.set(JAVA_LONG, C.tcp_info$tcpi_bytes_sent, socket.sent());
            info.set(JAVA_LONG, C.tcp_info$tcpi_bytes_received, socket.received());
        }
    }

    private static long ofSocket(FakeSocket socket, int name) {
        return switch (name) {
            case C.SO_COOKIE -> socket.cookie();
            case C.SO_NETNS_COOKIE -> NETWORK;
            case C.SO_DOMAIN -> C.AF_INET;
            case C.SO_PROTOCOL -> C.IPPROTO_TCP;
            case C.SO_ERROR -> socket.takeError();
            case C.SO_LINGER -> socket.linger();
            default -> 0;
        };
    }

    private static Result limits(long out) {
        if (out != 0) {
            memory(out, 16).set(JAVA_LONG, 0, 1_024);
        }
        return Result.of(0);
    }

    private static Result pages(int count, long status) {
        memory(status, 4L * count).fill((byte) 0);
        return Result.of(0);
    }

    private Result copy(long local, long remote) {
        MemorySegment from = memory(remote, C.iovec$SIZE);
        byte[] bytes = programs.memory(from.get(JAVA_LONG, 0), (int) from.get(JAVA_LONG, 8));
        if (bytes == null) {
            return Result.failure(Errno.EFAULT);
        }
        long to = memory(local, C.iovec$SIZE).get(JAVA_LONG, 0);
        MemorySegment.copy(bytes, 0, memory(to, bytes.length), JAVA_BYTE, 0, bytes.length);
        return Result.of(bytes.length);
    }

    /// Calls pass addresses of this process's own memory.
    @SuppressWarnings("restricted")
    private static MemorySegment memory(long address, long size) {
        return MemorySegment.ofAddress(address).reinterpret(size);
    }
}
