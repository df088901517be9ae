package io.tsocks.linux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.RequiresProgram;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The filter on this very kernel: a thread of the test installs it, starts a program and ends.
@RequiresProgram("python3")
@Timeout(60)
class SeccompListenerTest {

    /// A filtered program and the listener that answers for it.
    private record Filtered(SeccompListener listener, int pid) implements AutoCloseable {

        static Filtered python(String program) throws Exception {
            return onThreadOfItsOwn(
                    () -> {
                        SeccompListener listener = SeccompListener.install(Trapped.SENDS);
                        List<byte[]> command = new ArrayList<>();
                        for (String word :
                                List.of("env", "TSOCKS_TEST=1", "python3", "-c", program)) {
                            command.add(word.getBytes(UTF_8));
                        }
                        Result pid = Child.spawn("env", command);
                        return new Filtered(listener, pid.orThrow("posix_spawnp"));
                    });
        }

        /// The next trapped call that fits; the others run as they are.
        Notification next(Predicate<Notification> wanted) throws Exception {
            try (Poller poller = Poller.open(Kernel.ofThisProcess())) {
                poller.watch(listener.fd(), Poller.READABLE, 1);
                List<Notification> found = new ArrayList<>();
                while (found.isEmpty()) {
                    poller.poll(-1, (token, events) -> receive(wanted).ifPresent(found::add));
                }
                return found.getFirst();
            }
        }

        private Optional<Notification> receive(Predicate<Notification> wanted) {
            Optional<Notification> next = listener.receive();
            next.filter(wanted.negate()).ifPresent(other -> listener.letThrough(other.id()));
            return next.filter(wanted);
        }

        /// Lets every call through until the program has ended.
        int exitCode() throws Exception {
            try (Arena arena = Arena.ofConfined();
                    Poller poller = Poller.open(Kernel.ofThisProcess())) {
                poller.watch(listener.fd(), Poller.READABLE, 1);
                MemorySegment status = arena.allocate(4, 4);
                while (Kernel.ofThisProcess()
                                .call(Syscall.WAIT4, pid, status.address(), 1, 0)
                                .value()
                        == 0) {
                    poller.poll(10, (token, events) -> receive(call -> false));
                }
                return status.get(ValueLayout.JAVA_INT, 0) >> 8;
            }
        }

        @Override
        public void close() {
            listener.close();
            ProcessState.signal(pid, C.SIGKILL);
            Kernel.ofThisProcess().call(Syscall.WAIT4, pid, 0, 0, 0);
        }
    }

    private static Filtered onThreadOfItsOwn(java.util.concurrent.Callable<Filtered> work)
            throws InterruptedException, ExecutionException {
        FutureTask<Filtered> task = new FutureTask<>(work);
        Thread thread = Thread.ofPlatform().start(task);
        thread.join();
        return task.get();
    }

    private static Predicate<Notification> call(Syscall call) {
        return notification -> notification.number() == call.number(Abi.current());
    }

    /// A connect to an internet address. Without HOME, python3 asks nscd for the user's own first.
    private static boolean isInternetConnect(Notification notification) {
        if (!call(Syscall.CONNECT).test(notification)) {
            return false;
        }
        Target target = new Target(Kernel.ofThisProcess(), notification.tid());
        return InetEndpoint.of(target.read(notification.b(), (int) notification.c()).bytes())
                .isPresent();
    }

    private static final String CONNECT =
            """
            import socket,sys
            s=socket.socket()
            sys.exit(s.connect_ex(('192.0.2.1',80)))
            """;

    @Test
    void aTrappedConnectShowsWhereToAndFailsAsTheSupervisorSays() throws Exception {
        try (Filtered python = Filtered.python(CONNECT)) {
            Notification connect = python.next(SeccompListenerTest::isInternetConnect);
            Target target = new Target(Kernel.ofThisProcess(), connect.tid());
            Target.Copied sockaddr = target.read(connect.b(), (int) connect.c());
            assertThat(InetEndpoint.of(sockaddr.bytes()))
                    .map(InetEndpoint::toString)
                    .contains("192.0.2.1:80");
            assertThat(python.listener().waits(connect.id())).isTrue();
            assertThat(python.listener().fail(connect.id(), Errno.EHOSTUNREACH)).isTrue();
            assertThat(python.exitCode()).isEqualTo(Errno.EHOSTUNREACH);
        }
    }

    @Test
    void theProgramsOwnSocketCanBeConnectedSomewhereElse() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Filtered python = Filtered.python(CONNECT)) {
            Notification connect = python.next(SeccompListenerTest::isInternetConnect);
            Pidfds pidfds = new Pidfds(Kernel.ofThisProcess());
            Result duplicate = pidfds.duplicate(connect.tid(), (int) connect.a());
            try (pidfds;
                    NativeSocket socket =
                            new NativeSocket(
                                    Kernel.ofThisProcess(), duplicate.orThrow("pidfd_getfd"));
                    ConnectRing ring = ConnectRing.open(Kernel.ofThisProcess()).orElseThrow()) {
                assertThat(socket.kind()).isEqualTo(NativeSocket.Kind.TCP4);
                assertThat(socket.isNonBlocking()).isFalse();
                InetEndpoint here =
                        InetEndpoint.forSocket(
                                        false,
                                        new java.net.InetSocketAddress(
                                                server.getInetAddress(), server.getLocalPort()))
                                .orElseThrow();
                assertThat(ring.start(socket, here.sockaddr()).errno()).isIn(0, Errno.EINPROGRESS);
            }
            server.accept().close();
            python.listener().succeed(connect.id(), 0);
            assertThat(python.exitCode()).isZero();
        }
    }

    @Test
    void aClosedListenerLeavesNoWayToConnect() throws Exception {
        try (Filtered python = Filtered.python(CONNECT)) {
            python.next(SeccompListenerTest::isInternetConnect);
            python.listener().close();
            assertThat(python.exitCode()).isEqualTo(Errno.ENOSYS);
        }
    }

    @Test
    void fastOpenAndRingsAndRawSocketsFailWithoutAsking() throws Exception {
        String program =
                """
                import socket,ctypes,sys,errno
                libc=ctypes.CDLL(None,use_errno=True)
                def code(f):
                    try: f()
                    except OSError as e: return e.errno
                    return 0
                s=socket.socket()
                ok=code(lambda: s.sendto(b'x',0x20000000,('192.0.2.1',80)))==errno.EOPNOTSUPP
                libc.syscall(425,8,0)
                ok=ok and ctypes.get_errno()==errno.ENOSYS
                ok=ok and code(lambda: socket.socket(2,3,1))==errno.EPERM
                sys.exit(0 if ok else 1)
                """;
        try (Filtered python = Filtered.python(program)) {
            assertThat(python.exitCode()).isZero();
        }
    }

    @Test
    void anErrorCanBeWrittenIntoTheProgramsMemory() throws Exception {
        String program =
                """
                import socket,sys
                s=socket.socket()
                sys.exit(s.getsockopt(socket.SOL_SOCKET,socket.SO_ERROR))
                """;
        try (Filtered python = Filtered.python(program)) {
            Notification call = python.next(call(Syscall.GETSOCKOPT));
            try (ProcessMemory memory = new Target(Kernel.ofThisProcess(), call.tid()).memory()) {
                assertThat(memory.write(call.d(), new byte[] {42, 0, 0, 0})).isTrue();
            }
            python.listener().succeed(call.id(), 0);
            assertThat(python.exitCode()).isEqualTo(42);
        }
    }

    @Test
    void theListenerHangsUpWhenTheLastProgramHasEnded() throws Exception {
        try (Filtered python = Filtered.python("pass");
                Poller poller = Poller.open(Kernel.ofThisProcess())) {
            assertThat(python.exitCode()).isZero();
            poller.watch(python.listener().fd(), Poller.READABLE, 1);
            int[] seen = new int[1];
            poller.poll(-1, (token, events) -> seen[0] = events);
            assertThat(seen[0] & Poller.HANG_UP).isNotZero();
        }
    }

    @Test
    void aSecondListenerInOneTreeIsRefused() throws Exception {
        FutureTask<Integer> second =
                new FutureTask<>(
                        () -> {
                            try (SeccompListener _ = SeccompListener.install(Trapped.SENDS)) {
                                SeccompListener.install(Trapped.SENDS).close();
                                return 0;
                            } catch (KernelException e) {
                                return e.errno();
                            }
                        });
        Thread.ofPlatform().start(second).join();
        assertThat(second.get()).isEqualTo(Errno.EBUSY);
    }
}
