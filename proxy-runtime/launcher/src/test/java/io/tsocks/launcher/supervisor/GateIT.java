package io.tsocks.launcher.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.client.HandshakeMode;
import io.tsocks.client.Pipelining;
import io.tsocks.linux.Errno;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.TargetServer;
import io.tsocks.testserver.Fault;
import io.tsocks.testserver.FaultPhase;
import io.tsocks.testserver.SocksTestServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The ways in which programs learn the outcome of a non-blocking connect, and those of programs
/// that do not care to.
@RequiresProgram("python3")
@Timeout(60)
class GateIT {

    private static final Duration LONG = Duration.ofSeconds(50);

    /// What every program begins with. A server that takes some milliseconds for each answer leaves
    /// room for a mistake of the program.
    private static final String BEGIN =
            """
            import errno, os, select, signal, socket, sys
            def connect(port=80):
                s = socket.socket(); s.setblocking(False)
                return s, s.connect_ex(('192.0.2.9', port))
            def wait(s, what):
                p = select.poll(); p.register(s, what); return p.poll()[0][1]
            def said(s):
                try: return s.recv(100)
                except OSError as e: return errno.errorcode[e.errno]
            s, began = connect()
            """;

    private final List<Journal.Event> events = new CopyOnWriteArrayList<>();

    private static Fault[] slowly(Fault... others) {
        Fault[] all = new Fault[others.length + 1];
        all[0] = new Fault.Slow(Duration.ofMillis(50));
        System.arraycopy(others, 0, all, 1, others.length);
        return all;
    }

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
            return new Supervised(policy, LONG, sequential, events::add).python(BEGIN + program);
        }
    }

    @Test
    void getpeernameWaitsForTheOutcomeAndGivesTheDestination() throws Exception {
        String program =
                """
                assert began == errno.EINPROGRESS
                wait(s, select.POLLOUT)
                assert s.getpeername() == ('192.0.2.9', 80)
                wait(s, select.POLLIN)
                assert said(s) == b'hello'
                """;
        assertThat(run(program, slowly())).isZero();
    }

    /// As ucspi-tcp does, which reads to learn why.
    @Test
    void getpeernameOfWhatFailsSaysSoAndTheErrorIsThereToRead() throws Exception {
        String program =
                """
                wait(s, select.POLLOUT)
                try: s.getpeername()
                except OSError as e: assert e.errno == errno.ENOTCONN
                else: sys.exit(1)
                assert said(s) == 'ECONNRESET'
                assert s.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == errno.ECONNREFUSED
                assert s.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == 0
                """;
        assertThat(run(program, slowly(new Fault.Refuse(5)))).isZero();
    }

    /// The kernel tells nobody of the replies to a socket with this option.
    @Test
    void anOptionThatIsSetWhileTheHandshakeGoesOnDoesNotHoldItUp() throws Exception {
        String program =
                """
                assert began == errno.EINPROGRESS
                s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, 4096)
                s.setsockopt(socket.IPPROTO_TCP, socket.TCP_CORK, 1)
                wait(s, select.POLLOUT)
                assert s.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == 0
                """;
        assertThat(run(program, slowly())).isZero();
    }

    /// Natively neither question is ever interrupted.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "s.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)",
                "s.getpeername()[1] - 80"
            })
    void aSignalDoesNotEndAQuestion(String question) throws Exception {
        String program =
                """
                handled = []
                signal.signal(signal.SIGALRM, lambda *_: handled.append(1))
                wait(s, select.POLLOUT)
                signal.setitimer(signal.ITIMER_REAL, 0.3)
                answer = %s
                assert handled
                sys.exit(answer)
                """
                        .formatted(question);
        assertThat(run(program, new Fault.Slow(Duration.ofSeconds(1)))).isZero();
    }

    /// The server says nothing more, so nothing but a look at the socket tells it. The program
    /// finds the connection broken, and its next connect waits, and so can do no harm.
    @Test
    void aProgramThatWritesTooEarlyIsResetAndHeldFromThenOn() throws Exception {
        String program =
                """
                wait(s, select.POLLOUT)
                s.send(b'too early')
                wait(s, select.POLLERR)
                assert said(s) == 'ECONNRESET'
                """;
        assertThat(run(program, new Fault.Mute(FaultPhase.METHOD))).isZero();
        assertThat(events).extracting(Journal.Event::errno).containsExactly(Errno.ECONNABORTED);
        assertThat(events.getFirst().isOurs()).isTrue();
        assertThat(events.getFirst().message())
                .contains("wrote before it asked")
                .contains("next connects wait");
    }

    @Test
    void itsNextConnectWaitsAndIsGood() throws Exception {
        String program =
                """
                wait(s, select.POLLOUT)
                s.send(b'too early')
                wait(s, select.POLLERR)
                s, began = connect(81)
                assert began == 0
                wait(s, select.POLLIN)
                assert said(s) == b'hello'
                """;
        assertThat(run(program, slowly())).isZero();
        assertThat(events).extracting(Journal.Event::errno).containsExactly(Errno.ECONNABORTED, 0);
    }

    /// Whichever of program and supervisor is quicker: the connection of a program that got a byte
    /// of the handshake breaks, and one that is made has given it none.
    @Test
    void aConnectionOfWhichTheProgramReadTheHandshakeBreaks() throws Exception {
        String program =
                """
                for port in range(81, 120):
                    got = b''
                    while got != b'hello':
                        wait(s, select.POLLIN)
                        try: part = s.recv(100)
                        except BlockingIOError: continue
                        except ConnectionResetError: break
                        assert part, got
                        got += part
                    s, began = connect(port)
                """;
        assertThat(run(program, slowly())).isZero();
        assertThat(events)
                .filteredOn(event -> event.errno() != 0)
                .allSatisfy(event -> assertThat(event.message()).contains("read before it asked"));
    }
}
