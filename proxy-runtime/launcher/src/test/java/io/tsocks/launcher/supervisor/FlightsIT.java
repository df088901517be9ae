package io.tsocks.launcher.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.client.HandshakeMode;
import io.tsocks.client.Pipelining;
import io.tsocks.engine.ProxyServer;
import io.tsocks.linux.Errno;
import io.tsocks.net.ServerKind;
import io.tsocks.protocol.Authentication;
import io.tsocks.testing.Microsocks;
import io.tsocks.testing.RealServer;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.TargetServer;
import io.tsocks.testserver.Fault;
import io.tsocks.testserver.Session;
import io.tsocks.testserver.SocksTestServer;
import io.tsocks.testserver.SocksTestServerBuilder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How often a supervised connect waits for the SOCKS server, and what a server teaches.
@RequiresProgram("python3")
@Timeout(60)
class FlightsIT {

    private static final Duration ENOUGH = Duration.ofSeconds(30);
    private static final Duration LITTLE = Duration.ofMillis(300);

    private static final String BLOCKING =
            """
            for i in range(%d):
                s = socket.socket()
                s.connect(('192.0.2.9', 80))
                s.sendall(b'hello')
                assert s.recv(5) == b'hello'
                s.close()
            """;

    private static final String NON_BLOCKING =
            """
            for i in range(%d):
                s = socket.socket(); s.setblocking(False)
                s.connect_ex(('192.0.2.9', 80))
                select.select([], [s], [])
                assert s.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == 0
                s.setblocking(True)
                s.sendall(b'hello')
                assert s.recv(5) == b'hello'
                s.close()
            """;

    private final List<Journal.Event> events = new CopyOnWriteArrayList<>();

    private static String policy(SocksTestServer server, boolean login) {
        String who = login ? "default_user = joe\ndefault_pass = pw\n" : "";
        return who + Supervised.via(server.host(), server.port());
    }

    private void connect(String policy, Pipelining pipelining, String program, int times)
            throws Exception {
        String imports = "import select, socket\n";
        Supervised supervised = new Supervised(policy, ENOUGH, pipelining, events::add);
        assertThat(supervised.python(imports + program.formatted(times))).isZero();
    }

    private static SocksTestServerBuilder slowServer(TargetServer target) {
        return SocksTestServer.builder()
                .redirectAll(target.address())
                .faults(new Fault.Slow(Duration.ofMillis(30)));
    }

    private static List<Integer> flights(SocksTestServer server) {
        return server.sessions().stream().map(Session::flights).toList();
    }

    private static Pipelining pipelining(HandshakeMode mode) {
        return Pipelining.of(mode, Runnable::run);
    }

    /// What this knows after two connects to the server from far away.
    private static Pipelining learned(SocksTestServer server) {
        Pipelining pipelining = pipelining(HandshakeMode.AUTO);
        ProxyServer asInPolicy =
                new ProxyServer(server.host(), server.port(), ServerKind.SOCKS5, null, null);
        Pipelining.Key key = new Pipelining.Key(asInPolicy, server.address());
        Authentication none = new Authentication.None();
        pipelining.succeeded(key, none, Duration.ofMillis(20));
        pipelining.succeeded(key, none, Duration.ofMillis(20));
        assertThat(server.sessions()).as("it was asked").hasSize(1);
        return pipelining;
    }

    @ParameterizedTest
    @CsvSource({
        "SEQUENTIAL, false, 2, 2",
        "PIPELINED, false, 1, 1",
        "AUTO, false, 2, 2",
        "SEQUENTIAL, true, 3, 3",
        "PIPELINED, true, 2, 1",
        "AUTO, true, 3, 3"
    })
    void aConnectTakesAsManyFlightsAsItMust(HandshakeMode mode, boolean login, int first, int later)
            throws Exception {
        for (String program : List.of(BLOCKING, NON_BLOCKING)) {
            try (TargetServer target = TargetServer.echo();
                    SocksTestServer server =
                            login
                                    ? slowServer(target).login("joe", "pw").start()
                                    : slowServer(target).start()) {
                connect(policy(server, login), pipelining(mode), program, 3);
                assertThat(flights(server)).containsExactly(first, later, later);
            }
        }
    }

    @Test
    void aPasswordIsNotSentToAServerThatDoesNotAskForIt() throws Exception {
        try (TargetServer target = TargetServer.echo();
                SocksTestServer server = slowServer(target).start()) {
            connect(policy(server, true), pipelining(HandshakeMode.PIPELINED), BLOCKING, 3);
            assertThat(flights(server)).containsExactly(2, 1, 1);
            assertThat(server.sessions())
                    .allSatisfy(session -> assertThat(session.user()).isEmpty());
        }
    }

    @Test
    void aServerThatHasShownThatItReadsAheadGetsEverythingAtOnce() throws Exception {
        try (TargetServer target = TargetServer.echo();
                SocksTestServer server = slowServer(target).start()) {
            connect(policy(server, false), learned(server), BLOCKING, 2);
            assertThat(flights(server).subList(1, 3)).containsExactly(1, 1);
        }
    }

    @Test
    void aServerThatLostTheQuestionIsTalkedToStepByStep() throws Exception {
        try (TargetServer target = TargetServer.echo();
                SocksTestServer server =
                        SocksTestServer.builder()
                                .redirectAll(target.address())
                                .faults(new Fault.OneReadPerState())
                                .start()) {
            connect(policy(server, false), learned(server), BLOCKING, 2);
            assertThat(flights(server).subList(1, 3)).containsExactly(2, 2);
        }
    }

    /// It seemed to read ahead, and then does not: two connects fail, and the next is careful.
    @Test
    void silencesDemoteAServer() throws Exception {
        String program =
                """
                import errno, socket
                late = [socket.socket().connect_ex(('192.0.2.9', 80)) for i in range(2)]
                assert late == [errno.ETIMEDOUT, errno.ETIMEDOUT], late
                s = socket.create_connection(('192.0.2.9', 80))
                s.sendall(b'hello')
                assert s.recv(5) == b'hello'
                """;
        try (TargetServer target = TargetServer.echo();
                SocksTestServer server =
                        SocksTestServer.builder().redirectAll(target.address()).start()) {
            Pipelining pipelining = learned(server);
            server.behave(new Fault.OneReadPerState());
            Supervised supervised =
                    new Supervised(policy(server, false), LITTLE, pipelining, events::add);
            assertThat(supervised.python(program)).isZero();
            assertThat(events.getFirst().message()).contains("--handshake=sequential");
        }
    }

    @Test
    void aProgramThatWritesTooEarlyIsFoundOutAlsoWherePipelined() throws Exception {
        try (TargetServer target = TargetServer.echo();
                SocksTestServer server = slowServer(target).start()) {
            Pipelining pipelined = pipelining(HandshakeMode.PIPELINED);
            Supervised supervised =
                    new Supervised(policy(server, false), ENOUGH, pipelined, events::add);
            assertThat(supervised.python(Supervised.WRITES_TOO_EARLY))
                    .isEqualTo(Errno.ECONNABORTED);
        }
    }

    /// microsocks reads once for each message, and forgets what came with the greeting.
    @Test
    @RequiresProgram("microsocks")
    void aRealServerThatLosesTheRequestEndsInAMessageThatSaysWhatToDo() throws Exception {
        String program =
                "import socket,sys; sys.exit(socket.socket().connect_ex(('192.0.2.9', 80)))";
        try (RealServer server = Microsocks.start()) {
            Supervised supervised =
                    new Supervised(
                            Supervised.via(server.host(), server.port()),
                            LITTLE,
                            pipelining(HandshakeMode.PIPELINED),
                            events::add);
            assertThat(supervised.python(program)).isEqualTo(Errno.ETIMEDOUT);
            assertThat(events.getFirst().isOurs()).isTrue();
            assertThat(events.getFirst().message())
                    .contains("waiting for the server's reply")
                    .contains("--handshake=sequential");
        }
    }
}
