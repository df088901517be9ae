package io.tsocks.launcher.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tsocks.client.HandshakeMode;
import io.tsocks.client.Pipelining;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.TargetServer;
import io.tsocks.testserver.Fault;
import io.tsocks.testserver.FaultPhase;
import io.tsocks.testserver.SocksTestServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// With `--nonblocking=exact` a program sees of a non-blocking connect what it sees without tsocks.
@RequiresProgram("python3")
@Timeout(60)
class ExactIT {

    private static final Duration LONG = Duration.ofSeconds(50);

    private static final String BEGIN =
            """
            import errno, os, select, signal, socket, sys
            def name(call):
                try: return call()
                except OSError as e: return errno.errorcode[e.errno]
            def said(s): return name(lambda: s.recv(100))
            def error(s): return s.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            def wait(s, what=select.POLLOUT, most=None):
                p = select.poll(); p.register(s, what); return [e for _, e in p.poll(most)]
            s = socket.socket(); s.setblocking(False)
            to = ('192.0.2.9', 80)
            """;

    private final List<Journal.Event> events = new CopyOnWriteArrayList<>();

    /// Runs a program whose target says `hello`, and gives its exit code.
    private int run(String program, Fault... faults) throws Exception {
        Pipelining sequential = Pipelining.of(HandshakeMode.SEQUENTIAL, Runnable::run);
        try (TargetServer target = TargetServer.banner("hello");
                SocksTestServer server =
                        SocksTestServer.builder()
                                .redirectAll(target.address())
                                .faults(faults)
                                .start()) {
            String policy = Supervised.via(server.host(), server.port());
            return new Supervised(policy, LONG, sequential, events::add)
                    .python(BEGIN + program, Settings.NonBlocking.EXACT);
        }
    }

    @Test
    void anEdgeIsReportedOnceAndOnlyWhenTheDestinationIsConnected() throws Exception {
        String program =
                """
                ep = select.epoll()
                ep.register(s, select.EPOLLIN | select.EPOLLOUT | select.EPOLLRDHUP | select.EPOLLET)
                assert ep.poll(0) == [(s.fileno(), select.EPOLLOUT | select.EPOLLHUP)]
                assert s.connect_ex(to) == errno.EINPROGRESS
                _, what = ep.poll()[0]
                assert what & ~select.EPOLLIN == select.EPOLLOUT, what
                assert error(s) == 0
                assert s.getpeername() == to
                wait(s, select.POLLIN)
                assert said(s) == b'hello'
                """;
        assertThat(run(program, new Fault.Slow(Duration.ofMillis(50)))).isZero();
        assertThat(events).extracting(Journal.Event::message).containsExactly("relayed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"METHOD", "REQUEST"})
    void noCallWaitsForAMuteServer(FaultPhase phase) throws Exception {
        String program =
                """
                assert s.connect_ex(to) == errno.EINPROGRESS
                assert wait(s, select.POLLIN | select.POLLOUT, 200) == []
                assert error(s) == 0
                assert s.connect_ex(to) == errno.EALREADY
                assert name(s.getpeername) == 'ENOTCONN'
                assert name(lambda: s.send(b'early')) == 'EAGAIN'
                assert said(s) == 'EAGAIN'
                """;
        assertThat(run(program, new Fault.Mute(phase))).isZero();
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                arguments(new Fault.Refuse(3), "ENETUNREACH"),
                arguments(new Fault.Refuse(4), "EHOSTUNREACH"),
                arguments(new Fault.Refuse(5), "ECONNREFUSED"),
                arguments(new Fault.Close(FaultPhase.METHOD), "ECONNREFUSED"),
                arguments(new Fault.Reset(FaultPhase.REQUEST), "ECONNREFUSED"));
    }

    /// By SO_ERROR, and on the same descriptor by connect.
    @ParameterizedTest
    @MethodSource("failures")
    void theErrnoIsThatOfTheFailureAndTheSocketCanBeUsedAgain(Fault fault, String errno)
            throws Exception {
        String program =
                """
                assert s.connect_ex(to) == errno.EINPROGRESS
                assert wait(s)[0] & (select.POLLERR | select.POLLHUP) != 0
                assert error(s) == errno.%1$s
                assert error(s) == 0
                assert s.connect_ex(to) == errno.EINPROGRESS
                wait(s)
                assert s.connect_ex(to) == errno.%1$s
                """
                        .formatted(errno);
        assertThat(run(program, fault)).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socket.AF_INET,'127.0.0.1','192.0.2.9'",
                "socket.AF_INET6,'::','::ffff:192.0.2.9'",
                "socket.AF_INET6,'::ffff:127.0.0.1','::ffff:192.0.2.9'",
                "socket.AF_INET6,'::','2001:db8::9'"
            })
    void boundAndMappedSocketsAreConnected(String how) throws Exception {
        String program =
                """
                family, own, host = %s
                s = socket.socket(family)
                s.bind((own, 0))
                port = s.getsockname()[1]
                s.setblocking(False)
                assert s.connect_ex((host, 80)) == errno.EINPROGRESS
                wait(s)
                assert error(s) == 0
                assert s.getpeername()[:2] == (host, 80)
                assert s.getsockname()[1] == port
                wait(s, select.POLLIN)
                assert said(s) == b'hello'
                """
                        .formatted(how);
        assertThat(run(program)).isZero();
    }

    /// The answers are those of the kernel to a connect that no destination answers.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "error(s) == errno.ECONNRESET and said(s) == 'ENOTCONN'",
                "said(s) == 'ECONNRESET' and error(s) == 0",
                "name(s.getpeername) == 'ENOTCONN' and error(s) == errno.ECONNRESET"
            })
    void aProgramThatShutsItsSocketDownHasGivenUp(String answers) throws Exception {
        String program =
                """
                for how in (socket.SHUT_RD, socket.SHUT_WR, socket.SHUT_RDWR):
                    s = socket.socket(); s.setblocking(False)
                    assert s.connect_ex(to) == errno.EINPROGRESS
                    s.shutdown(how)
                    assert wait(s)[0] & select.POLLHUP != 0
                    assert %s
                """
                        .formatted(answers);
        assertThat(run(program, new Fault.Mute(FaultPhase.METHOD))).isZero();
        assertThat(events).hasSize(3);
    }

    @Test
    void aSocketThatWasShutDownCanBeConnectedAnewAtOnce() throws Exception {
        String program =
                """
                assert s.connect_ex(to) == errno.EINPROGRESS
                s.shutdown(socket.SHUT_RDWR)
                assert s.connect_ex(to) == errno.EINPROGRESS
                assert error(s) == 0
                assert name(s.getpeername) == 'ENOTCONN'
                """;
        assertThat(run(program, new Fault.Mute(FaultPhase.METHOD))).isZero();
        assertThat(events).hasSize(2);
    }

    @Test
    void aProgramThatForgetsItsPeerCanConnectAnew() throws Exception {
        String program =
                """
                import ctypes
                for port in (80, 81, 82):
                    assert s.connect_ex(('192.0.2.9', port)) == errno.EINPROGRESS
                    assert ctypes.CDLL(None).connect(s.fileno(), bytes(16), 16) == 0
                    error(s)
                assert s.connect_ex(to) == errno.EINPROGRESS
                wait(s)
                assert error(s) == 0
                wait(s, select.POLLIN)
                assert said(s) == b'hello'
                """;
        assertThat(run(program)).isZero();
    }

    @Test
    void aThreadThatPollsIsWokenByTheFailure() throws Exception {
        String program =
                """
                import threading
                assert s.connect_ex(to) == errno.EINPROGRESS
                got = []
                threads = [threading.Thread(target=lambda: got.append(wait(s))) for _ in range(3)]
                for t in threads: t.start()
                for t in threads: t.join()
                assert len(got) == 3
                assert error(s) == errno.EHOSTUNREACH
                """;
        Fault[] faults = {new Fault.Slow(Duration.ofMillis(100)), new Fault.Refuse(4)};
        assertThat(run(program, faults)).isZero();
    }
}
