package io.tsocks.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// epoll(7), level-triggered unless [#EDGE] is asked for. Other threads can end its wait.
public final class Poller implements AutoCloseable {

    /// Something can be read, or the peer has closed.
    public static final int READABLE = 0x001;

    /// An urgent byte has arrived and has not been read.
    public static final int URGENT = 0x002;

    /// Something can be written, or a connect has ended.
    public static final int WRITABLE = 0x004;

    /// An error is pending; always reported.
    public static final int ERROR = 0x008;

    /// The other side has gone; always reported.
    public static final int HANG_UP = 0x010;

    /// The other side sends nothing more.
    public static final int PEER_SENDS_NO_MORE = 0x2000;

    /// Report changes only (`EPOLLET`).
    public static final int EDGE = 1 << 31;

    private static final int MAX_EVENTS = 64;
    private static final long WAKE_UP = -1;

    /// `struct epoll_event` is packed only on x86-64.
    private static final int DATA$OFFSET = Abi.current() == Abi.X86_64 ? 4 : 8;

    private static final int EVENT$SIZE = DATA$OFFSET + 8;

    private final Kernel kernel;
    private final int epoll;
    private final int eventfd;
    private boolean closed;
    private final MemorySegment events = Arena.ofAuto().allocate((long) EVENT$SIZE * MAX_EVENTS, 8);

    private Poller(Kernel kernel, int epoll, int eventfd) {
        this.kernel = kernel;
        this.epoll = epoll;
        this.eventfd = eventfd;
    }

    /// A poller that watches nothing yet.
    ///
    /// @throws KernelException if descriptors have run out
    public static Poller open(Kernel kernel) throws KernelException {
        int epoll = kernel.call(Syscall.EPOLL_CREATE1, C.EPOLL_CLOEXEC).orThrow("epoll_create1");
        int eventfd =
                kernel.call(Syscall.EVENTFD2, 0, C.EFD_CLOEXEC | C.EFD_NONBLOCK).orThrow("eventfd");
        Poller poller = new Poller(kernel, epoll, eventfd);
        poller.watch(eventfd, READABLE, WAKE_UP);
        return poller;
    }

    /// Starts to watch a descriptor.
    ///
    /// @param events a combination of [#READABLE], [#URGENT], [#WRITABLE], [#PEER_SENDS_NO_MORE]
    ///     and [#EDGE]
    /// @param token 0 or more; passed to the handler of [#poll]
    /// @return whether this succeeded: a file that is watched already cannot be watched again
    public Result watch(int fd, int events, long token) {
        return control(C.EPOLL_CTL_ADD, fd, events, token);
    }

    /// Changes the events for which a descriptor is watched.
    public void change(int fd, int events, long token) {
        control(C.EPOLL_CTL_MOD, fd, events, token);
    }

    /// Ends the watch. Call this before the descriptor is closed: the open file lives on in the
    /// program, and would go on reporting events.
    public void forget(int fd) {
        control(C.EPOLL_CTL_DEL, fd, 0, 0);
    }

    private Result control(int operation, int fd, int events, long token) {
        MemorySegment event = Scratch.memory();
        event.set(JAVA_INT, 0, events);
        event.set(JAVA_LONG_UNALIGNED, DATA$OFFSET, token);
        return kernel.call(Syscall.EPOLL_CTL, epoll, operation, fd, event.address());
    }

    /// Waits for events, and passes each ready token with its events to the handler.
    ///
    /// @param millis the longest time to wait; -1 for ever
    public void poll(int millis, Handler handler) {
        Result ready =
                kernel.call(Syscall.EPOLL_PWAIT, epoll, events.address(), MAX_EVENTS, millis, 0, 0);
        for (int i = 0; i < ready.value(); i++) {
            long at = (long) i * EVENT$SIZE;
            long token = events.get(JAVA_LONG_UNALIGNED, at + DATA$OFFSET);
            if (token == WAKE_UP) {
                drain();
            } else {
                handler.ready(token, events.get(JAVA_INT, at));
            }
        }
    }

    /// Is told about ready descriptors.
    @FunctionalInterface
    public interface Handler {
        /// Takes one ready descriptor.
        ///
        /// @param events a combination of [#READABLE], [#WRITABLE], [#ERROR] and [#HANG_UP]
        void ready(long token, int events);
    }

    private void drain() {
        count(Syscall.READ);
    }

    /// Ends the wait of [#poll]. May be called from any thread, even after a close.
    public synchronized void wakeUp() {
        if (!closed) {
            count(Syscall.WRITE);
        }
    }

    private void count(Syscall call) {
        MemorySegment one = Scratch.memory();
        one.set(JAVA_LONG, 0, 1);
        kernel.call(call, eventfd, one.address(), 8);
    }

    @Override
    public synchronized void close() {
        closed = true;
        kernel.call(Syscall.CLOSE, eventfd);
        kernel.call(Syscall.CLOSE, epoll);
    }
}
