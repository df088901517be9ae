package io.tsocks.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.launcher.Workshop.User;
import io.tsocks.testing.Command;
import io.tsocks.testing.Danted;
import io.tsocks.testing.Microsocks;
import io.tsocks.testing.NetworkNamespace;
import io.tsocks.testing.Place;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.RequiresRoot;
import io.tsocks.testing.RunningProgram;
import io.tsocks.testing.SealedNetwork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Connections that the relay carries, in a network where nothing but the servers can be reached:
/// because the program's socket has another version of IP than the server, or because of
/// `--nonblocking=exact`.
@RequiresRoot
@RequiresProgram({"curl", "danted", "ip", "microsocks", "nft", "python3", "setpriv"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RelayIT {

    private static final String TARGET = "192.0.2.7";
    private static final String TARGET6 = "2001:db8::7";
    private static final String GATE = "--nonblocking=gate";
    private static final String EXACT = "--nonblocking=exact";
    private static final String MICROSOCKS = "socks5://10.203.0.1:1080";
    private static final String DANTED = "socks5://10.203.0.1:1081";
    private static final String ABSENT = "socks5://10.203.0.1:1083";
    private static final String ABSENT6 = "socks5://[fd0c:203::1]:1083";
    private static final String MICROSOCKS6 = "socks5://[fd0c:203::1]:1080";

    private final Workshop workshop = Workshop.open();
    private final SealedNetwork network = SealedNetwork.create();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final Path many = Workshop.source("many_connects.py");
    private final Path relayed = Workshop.source("relayed.py");

    @BeforeAll
    void start() {
        NetworkNamespace outside = network.outside().addAddress(TARGET).addAddress(TARGET6);
        open.add(Microsocks.start(network.server(0)));
        open.add(Danted.start(network.server(1)));
        open.add(Microsocks.start(new Place(outside, SealedNetwork.SERVER6, SealedNetwork.PORT)));
    }

    private RunningProgram services(String name) {
        Path log = workshop.folder().resolve(name + ".log");
        String program = Workshop.source("services.py").toString();
        return network.outside().start(log, "python3", program, TARGET, TARGET6).awaitListening(7);
    }

    @AfterEach
    void nothingHasLeaked() {
        assertThat(network.packetsElsewhere()).as(network.strays()).isZero();
    }

    @AfterAll
    void stop() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
        network.close();
        workshop.close();
    }

    private Command.Result run(User user, String server, String options, String... words) {
        String text = "local = 10.203.0.0/24\nlocal = fd0c:203::/64\nserver = " + server + "\n";
        Path policy = workshop.file("relay.conf", text);
        String[] all =
                Stream.of(
                                options.split(" ", -1),
                                new String[] {"-f", policy.toString(), "--"},
                                words)
                        .flatMap(Arrays::stream)
                        .toArray(String[]::new);
        return workshop.command(network.inside(), user, workshop.tsocks(all)).result();
    }

    private static final String DEVICE_AFTER_CONNECT =
            """
            import select, socket
            def error(do):
                try: do()
                except OSError as e: return e.strerror
                return 'done'
            for is_blocking in (True, False):
                s = socket.socket()
                s.bind(('10.203.0.2', 0))
                s.setblocking(is_blocking)
                try: s.connect(('192.0.2.7', 7))
                except BlockingIOError:
                    print('at once:', error(lambda: s.setsockopt(1, 25, b'cable')))
                select.select([], [s], [])
                print('by name:', error(lambda: s.setsockopt(1, 25, b'cable')))
                print('by number:', error(lambda: s.setsockopt(1, 62, bytes([2, 0, 0, 0]))))
                s.sendall(b'echo')
                s.settimeout(20)
                print(s.recv(4))
            s = socket.socket()
            print('before:', error(lambda: s.setsockopt(1, 25, b'cable')))
            print(s.getsockopt(1, 25, 16))
            print('too short:', error(lambda: s.setsockopt(1, 62, b'')))
            """;

    /// The program's socket leads to the loopback, and its own address would let packets leave.
    @ParameterizedTest
    @CsvSource({"ROOT, deny", "NOBODY, deny", "NOBODY, direct"})
    void nothingLeavesByADeviceThatIsChosenAfterTheConnect(User user, String udp) {
        Path program = workshop.file("device.py", DEVICE_AFTER_CONNECT);
        try (RunningProgram _ = services("device")) {
            Command.Result run =
                    run(user, MICROSOCKS, "--udp=" + udp, "python3", program.toString());
            assertThat(run.output())
                    .as(run.errors())
                    .isEqualTo(
                            """
                            by name: Operation not permitted
                            by number: Operation not permitted
                            b'echo'
                            at once: Operation not permitted
                            by name: Operation not permitted
                            by number: Operation not permitted
                            b'echo'
                            before: done
                            b'cable\\x00'
                            too short: Invalid argument
                            """);
        }
    }

    static Stream<Arguments> waysOfRelays() {
        return Stream.of("threads", "asyncio", "edge")
                .flatMap(
                        how ->
                                Stream.of(
                                        Arguments.of(User.ROOT, MICROSOCKS6, GATE, how),
                                        Arguments.of(User.NOBODY, MICROSOCKS6, GATE, how),
                                        Arguments.of(User.NOBODY, MICROSOCKS, EXACT, how),
                                        Arguments.of(User.ROOT, DANTED, EXACT, how)));
    }

    @ParameterizedTest
    @MethodSource("waysOfRelays")
    void manyConnectionsAreRelayed(User user, String server, String option, String how) {
        try (RunningProgram _ = services("many")) {
            Command.Result run =
                    run(user, server, option, "python3", many.toString(), TARGET, "7", how, "50");
            assertThat(run.errors()).isEmpty();
            assertThat(run.output()).isEqualTo("50 good 0 bad \n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "forks",
                "duplicates",
                "passes",
                "reconnects",
                "executes",
                "late forks",
                "late duplicates",
                "late passes",
                "late reconnects",
                "late executes"
            })
    void aRelayedSocketIsLikeAnyOther(String deed) {
        try (RunningProgram _ = services("any")) {
            for (String server : List.of(MICROSOCKS6, MICROSOCKS)) {
                String target = server.equals(MICROSOCKS6) ? TARGET : TARGET6;
                String[] words = {"python3", relayed.toString(), target, deed};
                Command.Result run = run(User.NOBODY, server, EXACT, words);
                assertThat(run.errors()).as(server).isEmpty();
                assertThat(run.status()).as(server).isZero();
            }
        }
    }

    /// microsocks itself closes both ways at once.
    @Test
    void aHalfClosedConnectionGoesOnTheOtherWay() {
        try (RunningProgram _ = services("half")) {
            String[] words = {"python3", relayed.toString(), TARGET, "late half-closes"};
            Command.Result run = run(User.ROOT, DANTED, EXACT, words);
            assertThat(run.status()).as(run.errors()).isZero();
        }
    }

    /// Natively the kernel delivers it; here the supervisor does, when the command has ended.
    @ParameterizedTest
    @EnumSource
    void whatTheProgramHasSentArrivesAfterItsEnd(User user) {
        try (RunningProgram services = services("ends" + user)) {
            String[] words = {"python3", relayed.toString(), TARGET, "sends and ends"};
            assertThat(run(user, MICROSOCKS6, GATE, words).status()).isZero();
            services.awaitLog("got 5000000");
        }
    }

    @Test
    void theEndOfAKilledProgramIsPassedOn() {
        try (RunningProgram services = services("killed")) {
            String[] words = {"python3", relayed.toString(), TARGET, "is killed"};
            assertThat(run(User.NOBODY, MICROSOCKS6, GATE, words).status()).isEqualTo(137);
            services.awaitLog("got 3");
        }
    }

    @Test
    void theDeathOfTheSupervisorResetsRelayedConnections() {
        try (RunningProgram _ = services("supervisor")) {
            String[] words = {"python3", relayed.toString(), TARGET, "loses its supervisor"};
            assertThat(run(User.ROOT, MICROSOCKS6, GATE, words).output()).isEqualTo("reset\n");
        }
    }

    /// The kernel does not connect such a socket to an IPv6 address after a v4-mapped one.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anIpv6ServerStandsInForAnIpv4Server(boolean isBlocking) {
        String program =
                """
                import select, socket, sys
                s = socket.socket(socket.AF_INET6)
                s.setblocking(sys.argv[1] == 'true')
                try:
                    s.connect(('::ffff:192.0.2.7', 7))
                except BlockingIOError:
                    select.select([], [s], [])
                    assert s.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == 0
                s.setblocking(True)
                s.sendall(b'x')
                assert s.recv(1) == b'x'
                assert s.getpeername()[:2] == ('::ffff:192.0.2.7', 7)
                """;
        try (RunningProgram _ = services("dual" + isBlocking)) {
            String servers = ABSENT + "\nserver = " + ABSENT6 + "\nserver = " + MICROSOCKS6;
            String[] words = {"python3", "-c", program, Boolean.toString(isBlocking)};
            Command.Result run = run(User.NOBODY, servers, "-v " + GATE, words);
            assertThat(run.status()).as(run.errors()).isZero();
            assertThat(run.errors()).contains("via " + MICROSOCKS6, ": relayed");
        }
    }

    @Test
    void aSocketKeepsItsPortAndItsLimitsAtTheNextServer() {
        String program =
                """
                import socket
                s = socket.socket()
                s.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, 700)
                s.setsockopt(socket.IPPROTO_TCP, socket.TCP_WINDOW_CLAMP, 3000)
                s.bind(('10.203.0.2', 0))
                bound = s.getsockname()
                s.connect(('192.0.2.7', 7))
                assert s.getsockname() == bound, (bound, s.getsockname())
                assert s.getsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG) <= 700
                assert s.getsockopt(socket.IPPROTO_TCP, socket.TCP_WINDOW_CLAMP) == 3000
                """;
        try (RunningProgram _ = services("kept")) {
            String[] words = {"python3", "-c", program};
            Command.Result run = run(User.NOBODY, ABSENT + "\nserver = " + MICROSOCKS, GATE, words);
            assertThat(run.status()).as(run.errors()).isZero();
        }
    }

    @Test
    void anIpv6OnlySocketReachesAServerWithoutIpv6() {
        try (RunningProgram _ = services("only6")) {
            String[] words = {"python3", relayed.toString(), TARGET6, "forks"};
            Command.Result run = run(User.NOBODY, MICROSOCKS, "-v", words);
            assertThat(run.status()).as(run.errors()).isZero();
            assertThat(run.errors()).contains("proxied via", ": relayed");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerAtAnAfUnixSocketIsReached(User user) {
        Path socket = workshop.folder().resolve("server-of-" + user);
        try (RunningProgram _ = services("unix" + user);
                RunningProgram _ = unixServer(socket)) {
            for (String how : List.of("threads", "asyncio", "edge")) {
                String[] words = {"python3", many.toString(), TARGET, "7", how, "50"};
                Command.Result run = run(user, "unix:" + socket, GATE, words);
                assertThat(run.errors()).isEmpty();
                assertThat(run.output()).isEqualTo("50 good 0 bad \n");
            }
        }
    }

    /// A connect to a socket of AF_UNIX waits while the server's queue is full, and so does one
    /// through such a server.
    @ParameterizedTest
    @ValueSource(strings = {"threads", "edge"})
    void aServerAtAnAfUnixSocketWithAFullQueueIsAwaited(String how) {
        Path socket = workshop.folder().resolve("narrow-" + how);
        try (RunningProgram _ = services("narrow" + how);
                RunningProgram _ = unixServer(socket, "1")) {
            String[] words = {"python3", many.toString(), TARGET, "7", how, "100"};
            Command.Result run = run(User.NOBODY, "unix:" + socket, EXACT, words);
            assertThat(run.errors()).isEmpty();
            assertThat(run.output()).isEqualTo("100 good 0 bad \n");
        }
    }

    private RunningProgram unixServer(Path socket) {
        return unixServer(socket, "1000");
    }

    private RunningProgram unixServer(Path socket, String queue) {
        String[] words = {
            "python3",
            Workshop.source("unix_server.py").toString(),
            socket.toString(),
            SealedNetwork.SERVER,
            Integer.toString(SealedNetwork.PORT),
            queue
        };
        return network.inside().start(Path.of(socket + ".log"), words).awaitLog("ready");
    }

    @Test
    void aServerAtAnAfUnixSocketThatIsNotThereIsPassedOver() {
        try (RunningProgram _ = services("absent")) {
            String servers = "unix:/nonexistent/socket\nserver = " + MICROSOCKS;
            String[] words = {"python3", relayed.toString(), TARGET, "late forks"};
            Command.Result run = run(User.NOBODY, servers, GATE, words);
            assertThat(run.errors()).isEmpty();
            assertThat(run.status()).isZero();
        }
    }

    /// A splice stops at it. It is one byte more among the others.
    @ParameterizedTest
    @ValueSource(strings = {MICROSOCKS, DANTED})
    void urgentDataArrivesInItsPlace(String server) {
        String program =
                """
                import select, socket
                s = socket.socket()
                s.setblocking(False)
                s.connect_ex(('192.0.2.7', 8))
                select.select([], [s], [])
                s.setblocking(True)
                s.sendall(b'ab')
                s.send(b'!', socket.MSG_OOB)
                s.sendall(b'c' * 1000)
                s.shutdown(socket.SHUT_WR)
                assert s.recv(1) == b''
                """;
        try (RunningProgram services = services("urgent")) {
            Command.Result run = run(User.NOBODY, server, EXACT, "python3", "-c", program);
            assertThat(run.status()).as(run.errors()).isZero();
            services.awaitLog("got 1003");
        }
    }

    private Command.Result connect(String before) {
        String program =
                """
                import select, socket
                s = socket.socket()
                %s
                s.setblocking(False)
                s.connect_ex(('192.0.2.7', 7))
                select.select([], [s], [])
                assert s.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == 0
                s.setblocking(True)
                s.sendall(b'x')
                assert s.recv(1) == b'x'
                """
                        .formatted(before);
        try (RunningProgram _ = services("gated")) {
            return run(User.NOBODY, MICROSOCKS, "-v", "python3", "-c", program);
        }
    }

    /// A socket with a TTL of 255 would be heard at the door.
    @Test
    void aSocketThatCannotBeRelayedIsGated() {
        Command.Result run = connect("s.setsockopt(socket.IPPROTO_IP, socket.IP_TTL, 255)");
        assertThat(run.status()).as(run.errors()).isZero();
        assertThat(run.errors()).contains("as with --nonblocking=gate", "socket has a TTL of 255");
    }

    /// There is no place for a door.
    @Test
    void aSocketIsGatedInANetworkWithoutALoopback() {
        network.inside().command("ip", "link", "set", "lo", "down").result();
        try {
            Command.Result run = connect("");
            assertThat(run.status()).as(run.errors()).isZero();
            assertThat(run.errors()).contains("as with --nonblocking=gate", "cannot be used");
        } finally {
            network.inside().command("ip", "link", "set", "lo", "up").result();
        }
    }
}
