package io.tsocks.launcher;

import static io.tsocks.launcher.SealedWorkshop.TARGET;
import static io.tsocks.launcher.SealedWorkshop.uri;
import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.launcher.Workshop.User;
import io.tsocks.testing.Command;
import io.tsocks.testing.Danted;
import io.tsocks.testing.Microsocks;
import io.tsocks.testing.NetworkNamespace;
import io.tsocks.testing.RealServer;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.RequiresRoot;
import io.tsocks.testing.SealedNetwork;
import io.tsocks.testing.SshDynamic;
import io.tsocks.testing.Tinyproxy;
import io.tsocks.testing.Tor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Programs behind several servers, real ones, that die, freeze and come back, in a network where
/// nothing else can be reached.
@RequiresRoot
@RequiresProgram({
    "curl",
    "danted",
    "ip",
    "microsocks",
    "nft",
    "python3",
    "setpriv",
    "ssh",
    "sshd",
    "tinyproxy",
    "tor"
})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerGroupsIT {

    private static final String NOBODY_LISTENS = "socks5://10.203.0.1:1083";

    private final SealedWorkshop sealed = new SealedWorkshop();
    private final Workshop workshop = sealed.workshop();
    private final SealedNetwork network = sealed.network();

    @BeforeAll
    void start() {
        NetworkNamespace outside = sealed.withEcho();
        outside.etc("hosts", TARGET + " web.test.example\n");
        sealed.start(workshop.serveGreeting(outside, "hello", TARGET));
    }

    @AfterEach
    void nothingHasLeaked() {
        sealed.assertNothingHasLeaked();
    }

    @AfterAll
    void stop() {
        sealed.close();
    }

    private static String[] servers(String... uris) {
        return Arrays.stream(uris).map(uri -> "server = " + uri).toArray(String[]::new);
    }

    @ParameterizedTest
    @MethodSource("io.tsocks.launcher.SealedWorkshop#usersAndWays")
    void aServerThatIsNotThereIsPassedOver(User user, String how) {
        try (RealServer _ = Microsocks.start(network.server(0))) {
            String[] policy = sealed.policy(servers(NOBODY_LISTENS, uri("socks5", 0)));
            Command.Result run = sealed.many(user, policy, how, 50);
            assertThat(run.errors()).isEmpty();
            assertThat(run.output()).isEqualTo("50 good 0 bad \n");
        }
    }

    @ParameterizedTest
    @MethodSource("io.tsocks.launcher.SealedWorkshop#usersAndWays")
    void aServerThatSpeaksSomethingElseIsPassedOver(User user, String how) {
        try (RealServer _ = Tinyproxy.start(network.server(0));
                RealServer _ = Danted.start(network.server(1))) {
            String[] policy = sealed.policy(servers(uri("socks5", 0), uri("socks5", 1)));
            Command.Result run = sealed.many(user, policy, how, 20);
            assertThat(run.errors()).isEmpty();
            assertThat(run.output()).isEqualTo("20 good 0 bad \n");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatIsMuteUntilItsDeadlineIsLeftAloneAtOnce(User user) {
        try (RealServer frozen = Microsocks.start(network.server(0));
                RealServer _ = Microsocks.start(network.server(1))) {
            Command.of("kill", "-STOP", Long.toString(frozen.handle().pid())).run();
            String[] policy = sealed.policy(servers(uri("socks5", 0), uri("socks5", 1)));
            String[] verbose =
                    Stream.concat(Stream.of("-v"), Stream.of(policy)).toArray(String[]::new);
            Command.Result run = sealed.many(user, verbose, "threads", 1);
            assertThat(run.output()).isEqualTo("1 good 0 bad \n");
            assertThat(run.errors()).contains("it was silent until its deadline");
        }
    }

    /// No server can be blamed for the address that a program has bound its socket to.
    @ParameterizedTest
    @EnumSource
    void aSourceAddressOfTheOtherFamilyIsNoFailureOfTheServer(User user) {
        String program =
                """
                import errno, select, socket
                def connect(source, to, blocking):
                    with socket.socket(socket.AF_INET6) as s:
                        if source:
                            s.bind((source, 0))
                        s.setblocking(blocking)
                        error = s.connect_ex((to, 7))
                        if error == errno.EINPROGRESS:
                            select.select([], [s], [])
                            error = s.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
                        print(errno.errorcode.get(error, error), end=' ')
                for i in range(4):
                    connect('::1', '2001:db8::7', i % 2 == 0)
                connect(None, '::ffff:192.0.2.7', True)
                """;
        try (RealServer _ = Microsocks.start(network.server(0))) {
            List<String> options = new ArrayList<>(List.of("-v"));
            options.addAll(List.of(sealed.policy(servers(uri("socks5", 0), uri("socks5", 1)))));
            Command.Result run =
                    sealed.command(
                                    user,
                                    options.toArray(String[]::new),
                                    "python3",
                                    "-u",
                                    "-c",
                                    program)
                            .result();
            assertThat(run.output())
                    .isEqualTo("ENETUNREACH ENETUNREACH ENETUNREACH ENETUNREACH 0 ");
            assertThat(run.errors())
                    .contains("has bound its socket to ::1, which is of another IP version than")
                    .doesNotContain("left alone");
        }
    }

    /// The programs give up sooner than tsocks does.
    @ParameterizedTest
    @EnumSource
    void aMuteServerIsPassedOverForImpatientPrograms(User user) {
        String program =
                """
                import os, select, socket
                for _ in range(5):
                    if os.fork() == 0:
                        s = socket.socket()
                        s.setblocking(False)
                        s.connect_ex(('192.0.2.7', 7))
                        ready = select.select([], [s], [], 1)[1]
                        error = s.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
                        os.write(1, b'%d ' % error if ready else b'late ')
                        os._exit(0)
                    os.wait()
                """;
        assertPassesOverAMuteServer(user, program);
    }

    /// The program lives on, and only closes its socket.
    @ParameterizedTest
    @EnumSource
    void aMuteServerIsPassedOverForProgramsThatCloseTheirSockets(User user) {
        String program =
                """
                import os, select, socket
                for _ in range(9):
                    with socket.socket() as s:
                        s.setblocking(False)
                        s.connect_ex(('192.0.2.7', 7))
                        ready = select.select([], [s], [], 1)[1]
                        error = s.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
                        os.write(1, b'%d ' % error if ready else b'late ')
                """;
        assertPassesOverAMuteServer(user, program);
    }

    private void assertPassesOverAMuteServer(User user, String program) {
        try (RealServer frozen = Microsocks.start(network.server(0));
                RealServer _ = Microsocks.start(network.server(1))) {
            Command.of("kill", "-STOP", Long.toString(frozen.handle().pid())).run();
            String[] policy = sealed.policy(servers(uri("socks5", 0), uri("socks5", 1)));
            Command.Result run = sealed.command(user, policy, "python3", "-c", program).result();
            assertThat(run.output()).startsWith("late late ").endsWith("0 0 ");
        }
    }

    /// OpenSSH closes the connection if it cannot reach the destination.
    @Test
    void opensshKeepsItsPlaceIfDestinationsAreRefused() {
        String program =
                """
                import socket
                for port in (9, 9, 9, 7):
                    print(socket.socket().connect_ex(('192.0.2.7', port)))
                """;
        try (RealServer _ = SshDynamic.start(network.server(0));
                RealServer _ = Microsocks.start(network.server(1))) {
            String[] policy = sealed.policy(servers(uri("socks5", 0), uri("socks5", 1)));
            String[] verbose =
                    Stream.of(new String[] {"-v"}, policy)
                            .flatMap(Arrays::stream)
                            .toArray(String[]::new);
            Command.Result run =
                    sealed.command(User.NOBODY, verbose, "python3", "-c", program).result();
            assertThat(run.output()).isEqualTo("111\n111\n111\n0\n");
            assertThat(run.errors()).contains("192.0.2.7:7 proxied via " + uri("socks5", 0));
        }
    }

    @ParameterizedTest
    @MethodSource("io.tsocks.launcher.SealedWorkshop#usersAndWays")
    void anHttpProxyStandsInForSocks(User user, String how) {
        try (RealServer _ = Tinyproxy.startWithLogin(network.server(1), "joe", "s3cret")) {
            String[] policy =
                    sealed.policy(
                            "server = " + NOBODY_LISTENS,
                            "server = " + uri("http", 1),
                            "default_user = joe",
                            "default_pass = s3cret");
            Command.Result run = sealed.many(user, policy, how, 20);
            assertThat(run.errors()).isEmpty();
            assertThat(run.output()).isEqualTo("20 good 0 bad \n");
        }
    }

    @ParameterizedTest
    @EnumSource(User.class)
    void sshStandsInForAServerThatIsNotThere(User user) {
        try (RealServer ssh = SshDynamic.start(network.server(1))) {
            String[] policy = sealed.policy(servers(NOBODY_LISTENS, uri("socks5", 1)));
            Command.Result run = sealed.many(user, policy, "threads", 20);
            assertThat(run.errors()).isEmpty();
            assertThat(run.output()).isEqualTo("20 good 0 bad \n");
            ssh.awaitLog(TARGET);
        }
    }

    @ParameterizedTest
    @EnumSource(User.class)
    void anHttpProxyResolvesNames(User user) {
        try (RealServer _ = Tinyproxy.start(network.server(0))) {
            Command.Result run =
                    sealed.command(
                                    user,
                                    new String[] {"-s", uri("http", 0)},
                                    "curl",
                                    "-sS",
                                    "http://web.test.example/greeting")
                            .result();
            assertThat(run.errors()).isEmpty();
            assertThat(run.output()).isEqualTo("hello\n");
        }
    }

    @ParameterizedTest
    @EnumSource(User.class)
    void severalServersOfTheCommandLineAreAGroup(User user) {
        try (RealServer _ = Microsocks.start(network.server(1))) {
            Command.Result run =
                    sealed.command(
                                    user,
                                    new String[] {
                                        "-v", "-s", uri("socks5h", 3), "-s", uri("socks5h", 1)
                                    },
                                    "curl",
                                    "-sS",
                                    "http://web.test.example/greeting")
                            .result();
            assertThat(run.output()).isEqualTo("hello\n");
            assertThat(run.errors())
                    .contains("web.test.example:80 proxied via socks5://10.203.0.1:1081");
        }
    }

    @ParameterizedTest
    @EnumSource(User.class)
    void ifAllServersFailNothingIsDirect(User user) {
        String[] policy = sealed.policy(servers(NOBODY_LISTENS, uri("http", 2)));
        Command.Result run = sealed.many(user, policy, "threads", 3);
        assertThat(run.output()).startsWith("0 good 3 bad [ConnectionRefusedError");
        assertThat(run.errors()).contains("cannot reach the server");
    }

    @ParameterizedTest
    @EnumSource(User.class)
    void serversMayDieUnderWay(User user) {
        manyWhile(
                user,
                server -> {
                    server.handle().destroyForcibly();
                    return Optional.empty();
                },
                0);
    }

    @ParameterizedTest
    @EnumSource(User.class)
    void serversMayFreezeUnderWay(User user) {
        manyWhile(
                user,
                server -> {
                    Command.of("kill", "-STOP", Long.toString(server.handle().pid())).run();
                    return Optional.empty();
                },
                1);
    }

    @ParameterizedTest
    @EnumSource(User.class)
    void serversMayRestartUnderWay(User user) {
        manyWhile(
                user,
                server -> {
                    server.close();
                    return Optional.of(Microsocks.start(network.server(0)));
                },
                0);
    }

    /// What happens to the first server while 200 programs connect.
    @FunctionalInterface
    private interface Mishap {

        /// Lets it happen.
        ///
        /// @return the server that takes its place; empty if none does
        Optional<RealServer> befall(RealServer server);
    }

    /// Runs 200 programs at once, of which each connects twice. Every connect that is made
    /// after the mishap goes elsewhere; what the server carried at that moment is lost with it.
    private void manyWhile(User user, Mishap mishap, int number) {
        try (RealServer first = Microsocks.start(network.server(number));
                RealServer _ = Microsocks.start(network.server(number + 1))) {
            String[] policy =
                    sealed.policy(servers(uri("socks5", number), uri("socks5", number + 1)));
            String script =
                    "for i in $(seq 200); do"
                            + " (for j in 1 2; do"
                            + " curl -sS -m 40 http://192.0.2.7/greeting || echo lost; done) &"
                            + " done; wait";
            CompletableFuture<Command.Result> curls =
                    CompletableFuture.supplyAsync(
                            () -> sealed.command(user, policy, "sh", "-c", script).result());
            first.awaitLog("connected to");
            Optional<RealServer> again = mishap.befall(first);
            Command.Result run = curls.join();
            again.ifPresent(RealServer::close);
            long good = run.output().lines().filter("hello"::equals).count();
            long lost = run.output().lines().filter("lost"::equals).count();
            assertThat(good + lost).as(run.output()).isEqualTo(400);
            assertThat(lost).as(run.errors()).isLessThan(200);
        }
    }

    /// Each of them refuses at once, so that a connect must not begin within another.
    @ParameterizedTest
    @EnumSource(User.class)
    void moreThanAThousandDeadServersArePassedOver(User user) {
        try (RealServer _ = Microsocks.start(network.server(0))) {
            List<String> lines = new ArrayList<>();
            IntStream.range(2_000, 3_500)
                    .forEach(port -> lines.add("server = socks5://127.0.0.1:" + port));
            lines.add("server = " + uri("socks5", 0));
            Command.Result run =
                    sealed.many(user, sealed.policy(lines.toArray(String[]::new)), "threads", 1);
            assertThat(run.errors()).isEmpty();
            assertThat(run.output()).isEqualTo("1 good 0 bad \n");
        }
    }

    /// Without a network it refuses every destination after a while, and that is no failure of the
    /// server. Once it is gone, the next one has its turn.
    @ParameterizedTest
    @EnumSource(User.class)
    void whatTorRefusesNobodyElseIsAsked(User user) {
        try (RealServer next = Microsocks.start(network.server(0))) {
            String[] policy = sealed.policy(servers(uri("socks5", 1), uri("socks5", 0)));
            try (Tor _ = Tor.start(network.server(1), 9150)) {
                assertThat(sealed.many(user, policy, "threads", 3).output())
                        .startsWith("0 good 3 bad [TimeoutError");
                assertThat(connects(next)).isZero();
            }
            assertThat(sealed.many(user, policy, "threads", 3).output())
                    .isEqualTo("3 good 0 bad \n");
            assertThat(connects(next)).isEqualTo(3);
        }
    }

    @Test
    void aServerHasTurnsByItsWeight() {
        try (RealServer heavy = Microsocks.start(network.server(0));
                RealServer light = Microsocks.start(network.server(1))) {
            String[] lines = servers(uri("socks5", 0) + " weight 3", uri("socks5", 1));
            String[] policy = sealed.policy(lines[0], lines[1], "select = round-robin");
            Command.Result run = sealed.many(User.NOBODY, policy, "threads", 12);
            assertThat(run.output()).isEqualTo("12 good 0 bad \n");
            assertThat(connects(heavy)).isEqualTo(9);
            assertThat(connects(light)).isEqualTo(3);
        }
    }

    @Test
    void eachServerHasItsTurn() {
        try (RealServer one = Microsocks.start(network.server(0));
                RealServer two = Microsocks.start(network.server(1))) {
            List<String> lines =
                    new ArrayList<>(List.of(servers(uri("socks5", 0), uri("socks5", 1))));
            lines.add("select = round-robin");
            Command.Result run =
                    sealed.many(
                            User.ROOT, sealed.policy(lines.toArray(String[]::new)), "threads", 10);
            assertThat(run.output()).isEqualTo("10 good 0 bad \n");
            assertThat(connects(one)).isEqualTo(5);
            assertThat(connects(two)).isEqualTo(5);
        }
    }

    private static long connects(RealServer server) {
        return server.log().lines().filter(line -> line.contains("connected to")).count();
    }
}
