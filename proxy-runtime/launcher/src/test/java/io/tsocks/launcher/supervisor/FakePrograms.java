package io.tsocks.launcher.supervisor;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.tsocks.linux.Abi;
import io.tsocks.linux.C;
import io.tsocks.linux.Errno;
import io.tsocks.linux.InetEndpoint;
import io.tsocks.linux.Notification;
import io.tsocks.linux.Result;
import io.tsocks.linux.Syscall;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The programs of a [FakeKernel], which connect, and what they are told. The kernel's lock guards
/// it.
final class FakePrograms {

    /// Where the one SOCKS server is.
    static final InetSocketAddress SERVER =
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 1080);

    /// More than any thread's number is.
    private static final int FIRST_THREAD = 1 << 23;

    /// Which number each program's socket has.
    private static final int NUMBER = 5;

    private final Map<Integer, FakeSocket> sockets = new HashMap<>();
    private final Map<Long, byte[]> memory = new HashMap<>();
    private final Deque<Notification> asking = new ArrayDeque<>();
    private final Set<Long> waiting = new HashSet<>();
    private final Map<Long, Answer> answers = new HashMap<>();
    private boolean mute;
    private boolean dying;
    private long last;

    /// What a call was told.
    ///
    /// @param goesOn whether the kernel is to run it as it is
    record Answer(long value, int errno, boolean goesOn) {

        /// Whether the program takes its socket for connected.
        boolean isSuccess() {
            return errno == 0;
        }
    }

    /// The server takes everything and says nothing from now on.
    void beMute() {
        mute = true;
    }

    /// The next caller ends just before its answer comes.
    void dieBeforeAnswer() {
        dying = true;
    }

    /// A call of a new program that connects a new socket.
    Notification connect(InetSocketAddress to, boolean nonBlocking) {
        long id = ++last;
        int tid = FIRST_THREAD + (int) id;
        sockets.put(tid, new FakeSocket(id, nonBlocking));
        byte[] sockaddr = InetEndpoint.forSocket(false, to).orElseThrow().sockaddr();
        long address = id * 4096;
        memory.put(address, sockaddr);
        Abi abi = Abi.current();
        int number = Syscall.CONNECT.number(abi);
        return new Notification(
                id, tid, abi.audit(), number, NUMBER, address, sockaddr.length, 0, 0, 0);
    }

    FakeSocket socketOf(Notification call) {
        return sockets.getOrDefault(call.tid(), nobodys());
    }

    /// A socket of the supervisor's own.
    FakeSocket nobodys() {
        return new FakeSocket(++last, false);
    }

    void ask(Notification call) {
        asking.add(call);
        waiting.add(call.id());
    }

    boolean isAsking() {
        return !asking.isEmpty();
    }

    /// The caller ends without waiting for its answer.
    void die(Notification call) {
        waiting.remove(call.id());
        asking.remove(call);
    }

    /// What a call was told; null before that.
    @Nullable Answer answer(Notification call) {
        return answers.get(call.id());
    }

    boolean waits(Notification call) {
        return waiting.contains(call.id());
    }

    @Nullable FakeSocket socket(int tid, int number) {
        return number == NUMBER ? sockets.get(tid) : null;
    }

    /// What listens at an address; null for nothing.
    @Nullable FakeServer listening(InetEndpoint to) {
        return to.address().isLoopbackAddress() ? new FakeServer(mute) : null;
    }

    byte @Nullable [] memory(long address, int length) {
        byte[] bytes = memory.get(address);
        return bytes == null || bytes.length < length ? null : Arrays.copyOf(bytes, length);
    }

    Result ioctl(long request, MemorySegment argument) {
        if (request == C.SECCOMP_IOCTL_NOTIF_RECV) {
            return receive(argument);
        }
        long id = argument.get(JAVA_LONG, 0);
        boolean answered = request == C.SECCOMP_IOCTL_NOTIF_SEND;
        if (answered && dying) {
            dying = false;
            waiting.remove(id);
        }
        if (!waiting.contains(id)) {
            return Result.failure(Errno.ENOENT);
        }
        if (answered) {
            int flags = argument.get(JAVA_INT, C.seccomp_notif_resp$flags);
            answers.put(
                    id,
                    new Answer(
                            argument.get(JAVA_LONG, C.seccomp_notif_resp$val),
                            -argument.get(JAVA_INT, C.seccomp_notif_resp$error),
                            flags == C.SECCOMP_USER_NOTIF_FLAG_CONTINUE));
            waiting.remove(id);
        }
        return Result.of(0);
    }

    private Result receive(MemorySegment to) {
        Notification call = asking.poll();
        if (call == null) {
            return Result.failure(Errno.ENOENT);
        }
        to.set(JAVA_LONG, C.seccomp_notif$id, call.id());
        to.set(JAVA_INT, C.seccomp_notif$pid, call.tid());
        to.set(JAVA_INT, C.seccomp_notif$data + C.seccomp_data$arch, call.arch());
        to.set(JAVA_INT, C.seccomp_notif$data + C.seccomp_data$nr, call.number());
        long arguments = C.seccomp_notif$data + C.seccomp_data$args;
        long[] all = {call.a(), call.b(), call.c(), call.d(), call.e(), call.f()};
        for (int i = 0; i < all.length; i++) {
            to.set(JAVA_LONG, arguments + i * 8L, all[i]);
        }
        return Result.of(0);
    }
}
