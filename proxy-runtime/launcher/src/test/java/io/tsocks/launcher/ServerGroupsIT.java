package io.tsocks.launcher;

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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
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
    "tinyproxy"
})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerGroupsIT {

    private static final String TARGET = "192.0.2.7";
    private static final String NOBODY_LISTENS = "socks5://10.203.0.1:1083";
    private static final String ECHO =
            """
            import asyncio
            async def echo(reader, writer):
                while data := await reader.read(1000):
                    writer.write(data)
                writer.close()
            async def main():
                server = await asyncio.start_server(echo, '192.0.2.7', 7, backlog=1000)
                await server.serve_forever()
            asyncio.run(main())
            """;

    private final Workshop workshop = Workshop.open();
    private final SealedNetwork network = SealedNetwork.create();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final Path program = Workshop.source("many_connects.py");

    @BeforeAll
    void start() {
        NetworkNamespace outside = network.outside().addAddress(TARGET);
        outside.etc("hosts", TARGET + " web.test.example\n");
        Path log = workshop.folder().resolve("echo.log");
        open.add(outside.start(log, "python3", "-c", ECHO).awaitListening(7));
        open.add(workshop.serveGreeting(outside, "hello", TARGET));
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

    private static String uri(String scheme, int number) {
        return scheme + "://10.203.0.1:" + (SealedNetwork.PORT + number);
    }

    private String[] policy(String... lines) {
        String text = "local = 10.203.0.0/24\n" + String.join("\n", lines) + "\n";
        return new String[] {"-f", workshop.file("group.conf", text).toString()};
    }

    private static String[] servers(String... uris) {
        return Arrays.stream(uris).map(uri -> "server = " + uri).toArray(String[]::new);
    }

    private Command command(User user, String[] policy, String... words) {
        String[] all = Stream.of(policy, words).flatMap(Arrays::stream).toArray(String[]::new);
        return workshop.command(network.inside(), user, workshop.tsocks(all));
    }

    private Command.Result many(User user, String[] policy, String how, int count) {
        return command(
                        user,
                        policy,
                        "python3",
                        program.toString(),
                        TARGET,
                        "7",
                        how,
                        Integer.toString(count))
                .result();
    }

    static Stream<Arguments> usersAndWays() {
        return Arrays.stream(User.values())
                .flatMap(
                        user ->
                                Stream.of("threads", "asyncio", "edge")
                                        .map(how -> Arguments.of(user, how)));
    }

    @ParameterizedTest
    @MethodSource("usersAndWays")
    void aServerThatIsNotThereIsPassedOver(User user, String how) {
        try (RealServer _ = Microsocks.start(network.server(0))) {
            String[] policy = policy(servers(NOBODY_LISTENS, uri("socks5", 0)));
            Command.Result run = many(user, policy, how, 50);
            assertThat(run.errors()).isEmpty();
            assertThat(run.output()).isEqualTo("50 good 0 bad \n");
        }
    }

    @ParameterizedTest
    @MethodSource("usersAndWays")
    void aServerThatSpeaksSomethingElseIsPassedOver(User user, String how) {
        try (RealServer _ = Tinyproxy.start(network.server(0));
                RealServer _ = Danted.start(network.server(1))) {
            String[] policy = policy(servers(uri("socks5", 0), uri("socks5", 1)));
            Command.Result run = many(user, policy, how, 20);
            assertThat(run.errors()).isEmpty();
            assertThat(run.output()).isEqualTo("20 good 0 bad \n");
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
            String[] policy = policy(servers(uri("socks5", 0), uri("socks5", 1)));
            String[] verbose =
                    Stream.of(new String[] {"-v"}, policy)
                            .flatMap(Arrays::stream)
                            .toArray(String[]::new);
            Command.Result run = command(User.NOBODY, verbose, "python3", "-c", program).result();
            assertThat(run.output()).isEqualTo("111\n111\n111\n0\n");
            assertThat(run.errors()).contains("192.0.2.7:7 proxied via " + uri("socks5", 0));
        }
    }

    @ParameterizedTest
    @MethodSource("usersAndWays")
    void anHttpProxyStandsInForSocks(User user, String how) {
        try (RealServer _ = Tinyproxy.startWithLogin(network.server(1), "joe", "s3cret")) {
            String[] policy =
                    policy(
                            "server = " + NOBODY_LISTENS,
                            "server = " + uri("http", 1),
                            "default_user = joe",
                            "default_pass = s3cret");
            Command.Result run = many(user, policy, how, 20);
            assertThat(run.errors()).isEmpty();
            assertThat(run.output()).isEqualTo("20 good 0 bad \n");
        }
    }

    @ParameterizedTest
    @EnumSource(User.class)
    void anHttpProxyResolvesNames(User user) {
        try (RealServer _ = Tinyproxy.start(network.server(0))) {
            Command.Result run =
                    command(
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
                    command(
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
        String[] policy = policy(servers(NOBODY_LISTENS, uri("http", 2)));
        Command.Result run = many(user, policy, "threads", 3);
        assertThat(run.output()).startsWith("0 good 3 bad [ConnectionRefusedError");
        assertThat(run.errors()).contains("cannot reach the server");
    }

    @Test
    void serversMayDieUnderWay() {
        manyWhile(server -> server.handle().destroyForcibly(), 0);
    }

    @Test
    void serversMayFreezeUnderWay() {
        manyWhile(server -> signal(server, "STOP"), 1);
    }

    private static void signal(RealServer server, String name) {
        Command.of("kill", "-" + name, Long.toString(server.handle().pid())).run();
    }

    /// What happens to the first server while 200 programs connect.
    @FunctionalInterface
    private interface Mishap {
        void befall(RealServer server);
    }

    /// Runs 200 programs at once, of which each connects five times. Every connect that is made
    /// after the mishap goes elsewhere; what the server carried at that moment is lost with it.
    private void manyWhile(Mishap mishap, int number) {
        try (RealServer first = Microsocks.start(network.server(number));
                RealServer _ = Microsocks.start(network.server(number + 1))) {
            String[] policy = policy(servers(uri("socks5", number), uri("socks5", number + 1)));
            String script =
                    "for i in $(seq 200); do"
                            + " (for j in 1 2 3 4 5; do"
                            + " curl -sS -m 40 http://192.0.2.7/greeting || echo lost; done) &"
                            + " done; wait";
            CompletableFuture<Command.Result> curls =
                    CompletableFuture.supplyAsync(
                            () -> command(User.NOBODY, policy, "sh", "-c", script).result());
            first.awaitLog("connected to");
            mishap.befall(first);
            String output = curls.join().output();
            long good = output.lines().filter("hello"::equals).count();
            long lost = output.lines().filter("lost"::equals).count();
            assertThat(good + lost).as(output).isEqualTo(1000);
            assertThat(lost).as(curls.join().errors()).isLessThan(200);
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
                    many(User.ROOT, policy(lines.toArray(String[]::new)), "threads", 10);
            assertThat(run.output()).isEqualTo("10 good 0 bad \n");
            assertThat(connects(one)).isEqualTo(5);
            assertThat(connects(two)).isEqualTo(5);
        }
    }

    private static long connects(RealServer server) {
        return server.log().lines().filter(line -> line.contains("connected to")).count();
    }
}
