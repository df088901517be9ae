package io.tsocks.launcher.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tsocks.client.HandshakeMode;
import io.tsocks.client.Pipelining;
import io.tsocks.linux.Errno;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.TargetServer;
import io.tsocks.testserver.Fault;
import io.tsocks.testserver.FaultPhase;
import io.tsocks.testserver.SocksTestServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Servers that are mute, slow, rude or wrong never hang a program: it gets an errno in time.
@RequiresProgram("python3")
@Timeout(60)
class SupervisorIT {

    private static final Duration SOON = Duration.ofMillis(300);

    private static final String BLOCKING =
            "import socket,sys; sys.exit(socket.socket().connect_ex(('192.0.2.9', 80)))";

    private static final String NON_BLOCKING =
            """
            import errno, select, socket, sys
            s = socket.socket(); s.setblocking(False)
            began = s.connect_ex(('192.0.2.9', 80))
            if began == errno.EINPROGRESS:
                select.select([], [s], [])
                began = s.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            sys.exit(began)
            """;

    private final List<Journal.Event> events = new CopyOnWriteArrayList<>();

    private static String via(SocksTestServer server) {
        return Supervised.via(server.host(), server.port());
    }

    /// Runs a Python program under a supervisor, and gives its exit code.
    private int run(String policy, String program) throws Exception {
        Pipelining sequential = Pipelining.of(HandshakeMode.SEQUENTIAL, Runnable::run);
        return new Supervised(policy, SOON, sequential, events::add).python(program);
    }

    /// TCP to it does not come about: no thread of tsocks may wait for that.
    @Test
    @Timeout(60)
    void aServerWhoseQueueIsFullTimesOut() throws Exception {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        List<SocketChannel> waiting = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, loopback)) {
            for (int i = 0; i < 5; i++) {
                SocketChannel channel = SocketChannel.open();
                waiting.add(channel);
                channel.configureBlocking(false);
                channel.connect(new InetSocketAddress(loopback, full.getLocalPort()));
            }
            String policy = Supervised.via(loopback.getHostAddress(), full.getLocalPort());
            assertThat(run(policy, BLOCKING)).isEqualTo(Errno.ETIMEDOUT);
        } finally {
            for (SocketChannel channel : waiting) {
                channel.close();
            }
        }
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                arguments(new Fault.Mute(FaultPhase.METHOD), Errno.ETIMEDOUT),
                arguments(new Fault.Mute(FaultPhase.REQUEST), Errno.ETIMEDOUT),
                arguments(new Fault.Close(FaultPhase.METHOD), Errno.ECONNREFUSED),
                arguments(new Fault.Close(FaultPhase.REQUEST), Errno.ECONNREFUSED),
                arguments(new Fault.Reset(FaultPhase.METHOD), Errno.ECONNREFUSED),
                arguments(new Fault.Reset(FaultPhase.REQUEST), Errno.ECONNREFUSED),
                arguments(new Fault.WrongVersion(FaultPhase.METHOD, 4), Errno.ECONNREFUSED),
                arguments(new Fault.WrongVersion(FaultPhase.REQUEST, 1), Errno.ECONNREFUSED),
                arguments(new Fault.Refuse(1), Errno.ECONNREFUSED),
                arguments(new Fault.Refuse(2), Errno.ECONNREFUSED),
                arguments(new Fault.Refuse(3), Errno.ENETUNREACH),
                arguments(new Fault.Refuse(4), Errno.EHOSTUNREACH),
                arguments(new Fault.Refuse(6), Errno.ETIMEDOUT),
                arguments(new Fault.Refuse(200), Errno.ECONNREFUSED),
                arguments(new Fault.TruncateRefusal(2), 0),
                arguments(new Fault.OneByteAtATime(), 0));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultyServerGivesABlockingProgramAnErrno(Fault fault, int errno) throws Exception {
        assertErrno(fault, errno, BLOCKING);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultyServerGivesANonBlockingProgramAnErrno(Fault fault, int errno) throws Exception {
        assertErrno(fault, errno, NON_BLOCKING);
    }

    private void assertErrno(Fault fault, int errno, String program) throws Exception {
        try (TargetServer target = TargetServer.echo();
                SocksTestServer server =
                        SocksTestServer.builder()
                                .redirectAll(target.address())
                                .faults(fault)
                                .start()) {
            assertThat(run(via(server), program)).isEqualTo(errno);
            assertThat(events).extracting(Journal.Event::errno).containsExactly(errno);
        }
    }

    @Test
    void aServerThatWantsALoginNobodyHasIsNamedAsTheTrouble() throws Exception {
        try (SocksTestServer server = SocksTestServer.builder().login("alice", "secret").start()) {
            assertThat(run(via(server), BLOCKING)).isEqualTo(Errno.ECONNREFUSED);
            assertThat(events.getFirst().isOurs()).isTrue();
            assertThat(events.getFirst().message()).contains("user name and password");
        }
    }

    @Test
    void anIpv4SocketThatCannotBeRelayedToAServerOfIpv6IsRefusedAndItIsSaid() throws Exception {
        String policy = "local = ::1/128\nserver = ::1\nserver_type = 5\n";
        String program =
                """
                import socket, sys
                s = socket.socket()
                s.setsockopt(socket.IPPROTO_IP, socket.IP_TTL, 255)
                sys.exit(s.connect_ex(('192.0.2.9', 80)))
                """;
        assertThat(run(policy, program)).isEqualTo(Errno.ENETUNREACH);
        assertThat(events.getFirst().message())
                .contains("IPv4 socket")
                .contains("a relay cannot help, because the socket has a TTL of 255");
    }

    @Test
    void aServerOfSocks4IsSpokenToInSocks4() throws Exception {
        try (TargetServer target = TargetServer.echo();
                SocksTestServer server =
                        SocksTestServer.builder().redirectAll(target.address()).start()) {
            String policy = via(server).replace("server_type = 5", "server_type = 4");
            assertThat(run(policy, BLOCKING)).isZero();
            assertThat(server.awaitSession(1).methods()).as("SOCKS 4 has none").isEmpty();
        }
    }

    @Test
    void aBoundSourceStaysBound() throws Exception {
        String program =
                """
                import socket, sys
                s = socket.socket(); s.bind(('127.0.0.77', 0))
                bound = s.getsockname()
                s.connect(('192.0.2.9', 80))
                sys.exit(0 if s.getsockname() == bound else 1)
                """;
        try (TargetServer target = TargetServer.echo();
                SocksTestServer server =
                        SocksTestServer.builder().redirectAll(target.address()).start()) {
            assertThat(run(via(server), program)).isZero();
            assertThat(events).extracting(Journal.Event::errno).containsExactly(0);
        }
    }

    /// socket(7), SO_SNDTIMEO: a blocking connect gives EINPROGRESS when the time is over.
    @Test
    void theProgramsOwnSendTimeoutEndsItsWait() throws Exception {
        String program =
                """
                import socket, struct, sys
                s = socket.socket()
                s.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack('ll', 0, 20000))
                sys.exit(s.connect_ex(('192.0.2.9', 80)))
                """;
        try (SocksTestServer server =
                SocksTestServer.builder().faults(new Fault.Mute(FaultPhase.METHOD)).start()) {
            assertThat(run(via(server), program)).isEqualTo(Errno.EINPROGRESS);
        }
    }

    @Test
    void aProgramThatWritesBeforeItAsksForTheOutcomeIsStoppedAndTold() throws Exception {
        try (SocksTestServer server =
                SocksTestServer.builder().faults(new Fault.Mute(FaultPhase.METHOD)).start()) {
            assertThat(run(via(server), Supervised.WRITES_TOO_EARLY)).isEqualTo(Errno.ECONNABORTED);
            assertThat(events.getFirst().message()).contains("--nonblocking=hold");
        }
    }

    /// A blocking connect that a timeout ended goes on, and the socket becomes writable.
    @Test
    void aProgramThatWritesAfterItsConnectWasInterruptedIsStoppedAndTold() throws Exception {
        String program =
                """
                import socket, struct, sys
                s = socket.socket()
                s.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack('ll', 0, 20000))
                s.connect_ex(('192.0.2.9', 80))
                s.send(b'too early')
                sys.exit(s.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR))
                """;
        try (SocksTestServer server =
                SocksTestServer.builder().faults(new Fault.Mute(FaultPhase.METHOD)).start()) {
            assertThat(run(via(server), program)).isEqualTo(Errno.ECONNABORTED);
            assertThat(events.getFirst().message()).contains("wrote before it asked");
        }
    }

    /// The supervisor may be quicker, so the program tries until it is the one.
    @Test
    void aProgramThatReadsBeforeItAsksForTheOutcomeIsStoppedAndTold() throws Exception {
        String program =
                """
                import socket, sys
                for attempt in range(100):
                    s = socket.socket(); s.setblocking(False)
                    s.connect_ex(('192.0.2.9', 80))
                    while True:
                        try:
                            s.recv(1)
                            sys.exit(s.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR))
                        except BlockingIOError: pass
                        except OSError: break
                """;
        try (SocksTestServer server =
                SocksTestServer.builder().faults(new Fault.Mute(FaultPhase.REQUEST)).start()) {
            assertThat(run(via(server), program)).isEqualTo(Errno.ECONNABORTED);
            assertThat(events.getLast().message()).contains("read before it asked");
        }
    }

    /// A second call that finds the connect going on has its own time, and says so (connect(2)).
    @Test
    void theProgramsOwnSendTimeoutEndsItsSecondWaitToo() throws Exception {
        String program =
                """
                import socket, struct, sys
                s = socket.socket()
                s.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack('ll', 0, 20000))
                s.connect_ex(('192.0.2.9', 80))
                sys.exit(s.connect_ex(('192.0.2.9', 80)))
                """;
        try (SocksTestServer server =
                SocksTestServer.builder().faults(new Fault.Mute(FaultPhase.METHOD)).start()) {
            assertThat(run(via(server), program)).isEqualTo(Errno.EALREADY);
        }
    }

    @Test
    void whatThePolicyRefusesIsRefusedAtOnce() throws Exception {
        assertThat(run("local = 10.0.0.0/255.0.0.0\n", BLOCKING)).isEqualTo(Errno.ECONNREFUSED);
        assertThat(events)
                .extracting(Journal.Event::outcome)
                .containsExactly(Journal.Outcome.DENIED);
    }
}
