package io.tsocks.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.launcher.Workshop.User;
import io.tsocks.testing.Command;
import io.tsocks.testing.Danted;
import io.tsocks.testing.Microsocks;
import io.tsocks.testing.NetworkNamespace;
import io.tsocks.testing.Place;
import io.tsocks.testing.RealServer;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.RequiresRoot;
import io.tsocks.testing.RunningProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `--handshake` with real servers that are far away: at the end of a cable over which a round trip
/// takes ten milliseconds, and on which the flights of each connection can be seen.
@RequiresRoot
@RequiresProgram({"danted", "ip", "microsocks", "python3", "setpriv"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HandshakeIT {

    private static final String SERVER = "10.204.0.1";
    private static final String HOST = "192.0.2.7";
    private static final int AFTERWARDS = 3;

    private static final String GREETING = "050100";
    private static final String REQUEST = "05010001c00002070007";
    private static final String QUESTION = GREETING + "05ff";

    /// What the first and the second server of the chain are asked for.
    private static final String TO_SECOND = "05010001c00002150438";
    private static final String TO_THIRD = "05010001c00002160438";

    private static final String ECHO =
            """
            import socketserver
            class Echo(socketserver.BaseRequestHandler):
                def handle(self):
                    while data := self.request.recv(1000): self.request.sendall(data)
            class Server(socketserver.ThreadingTCPServer):
                daemon_threads = True
            Server(('192.0.2.7', 7), Echo).serve_forever()
            """;

    /// Connects until the server has been asked, where it is to be asked, and a few times more.
    private static final String CLIENT =
            """
            import socket, sys
            cable, awaited, number, times = sys.argv[1:]
            def asked(): return open(cable).read().split().count(awaited)
            def connect():
                with socket.create_connection(('192.0.2.7', 7)) as s:
                    s.sendall(b'ping')
                    assert s.recv(4) == b'ping'
            while awaited and asked() < int(number): connect()
            for i in range(int(times)): connect()
            """;

    private final Workshop workshop = Workshop.open();
    private final NetworkNamespace inside = NetworkNamespace.create();
    private final NetworkNamespace outside =
            NetworkNamespace.create()
                    .addAddress(HOST)
                    .addAddress("192.0.2.21")
                    .addAddress("192.0.2.22");
    private final List<AutoCloseable> open = new ArrayList<>();
    private Path policy = workshop.folder();
    private Path client = workshop.folder();

    @BeforeAll
    void start() {
        policy =
                workshop.file(
                        "policy",
                        "local = 10.204.0.0/255.255.255.0\nserver = %s\nserver_type = 5\n"
                                .formatted(SERVER));
        client = workshop.file("client.py", CLIENT);
        Path echo = workshop.file("echo.py", ECHO);
        Path log = workshop.folder().resolve("echo.log");
        open.add(outside.start(log, "python3", echo.toString()).awaitListening(7));
    }

    @AfterAll
    void stop() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
        inside.close();
        outside.close();
        workshop.close();
    }

    /// Runs the client behind a cable of its own.
    ///
    /// @param awaited what the cable is to report before the last connects; may be empty
    /// @param number how often it is to report that
    /// @return what each of the client's ports sent, piece by piece
    private List<List<String>> sent(String option, String awaited, int number, Servers servers) {
        return sent(policy, option, awaited, number, servers);
    }

    private List<List<String>> sent(
            Path rules, String option, String awaited, int number, Servers servers) {
        Path log = workshop.folder().resolve("cable.log");
        try (RunningProgram cable = cable(log)) {
            cable.awaitLog("ready");
            workshop.share();
            try (RealServer _ = servers.start(new Place(outside, SERVER, 1080))) {
                List<String> words = workshop.tsocks("-f", rules.toString(), option);
                words.addAll(List.of("--", "python3", client.toString()));
                words.addAll(List.of(log.toString(), awaited, Integer.toString(number)));
                words.add(Integer.toString(AFTERWARDS));
                Command.Result result = workshop.command(inside, User.NOBODY, words).result();
                assertThat(result.errors()).isEmpty();
                assertThat(result.status()).isZero();
            }
            return pieces(cable.log());
        }
    }

    private RunningProgram cable(Path log) {
        return RunningProgram.start(
                Command.of(
                        "python3",
                        Workshop.source("longcable.py").toString(),
                        inside.name(),
                        "10.204.0.2",
                        outside.name(),
                        SERVER),
                log);
    }

    @FunctionalInterface
    private interface Servers {
        RealServer start(Place place);
    }

    private static List<List<String>> pieces(String log) {
        Map<String, List<String>> byPort = new LinkedHashMap<>();
        for (String line : log.lines().toList()) {
            String[] words = line.split(" ", -1);
            if (words.length == 2) {
                byPort.computeIfAbsent(words[0], _ -> new ArrayList<>()).add(words[1]);
            }
        }
        return List.copyOf(byPort.values());
    }

    private static List<List<String>> last(List<List<String>> all) {
        return all.subList(all.size() - AFTERWARDS, all.size());
    }

    private static long questions(List<List<String>> all) {
        return all.stream().filter(HandshakeIT::isQuestion).count();
    }

    private static boolean isQuestion(List<String> sent) {
        return sent.stream().anyMatch(piece -> piece.startsWith(QUESTION));
    }

    private static void assertStepByStep(List<List<String>> all) {
        assertThat(all).allSatisfy(one -> assertThat(one).startsWith(GREETING, REQUEST));
    }

    private static void assertAllAtOnce(List<List<String>> all) {
        assertThat(all).allSatisfy(one -> assertThat(one).startsWith(GREETING + REQUEST));
    }

    /// It ends the connection that asks, as it would if it were stopped just then.
    @Test
    void dantedIsAskedTwiceAndThenGetsEverythingAtOnce() {
        List<List<String>> all = sent("--handshake=auto", "asked", 2, Danted::start);
        assertStepByStep(all.subList(0, 2));
        assertThat(questions(all)).isEqualTo(2);
        assertAllAtOnce(last(all));
    }

    @Test
    void microsocksIsAskedOnceAndStaysStepByStep() {
        List<List<String>> all = sent("--handshake=auto", "asked", 1, Microsocks::start);
        assertThat(questions(all)).isEqualTo(1);
        assertStepByStep(all.stream().filter(one -> !one.getFirst().startsWith(QUESTION)).toList());
    }

    @Test
    void dantedGetsEverythingAtOnceUnaskedWhereThatIsWanted() {
        List<List<String>> all = sent("--handshake=pipelined", "", 0, Danted::start);
        assertThat(all).hasSize(AFTERWARDS);
        assertAllAtOnce(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"danted", "microsocks"})
    void nobodyIsAskedWhereItIsToGoStepByStep(String name) {
        List<List<String>> all =
                sent(
                        "--handshake=sequential",
                        "",
                        0,
                        name.equals("danted") ? Danted::start : Microsocks::start);
        assertThat(all).hasSize(AFTERWARDS);
        assertStepByStep(all);
    }

    /// Three servers, each of which is reached through the one before.
    private List<List<String>> sentThroughThree(String option, String awaited) {
        Path chain =
                workshop.file(
                        "chain",
                        """
                        local = 10.204.0.0/24
                        chain = yes
                        path {
                            reaches = 192.0.2.21/32
                            server = socks5://10.204.0.1:1080
                        }
                        path {
                            reaches = 192.0.2.22/32
                            server = socks5://192.0.2.21:1080
                        }
                        server = socks5://192.0.2.22:1080
                        """);
        try (RealServer _ = Danted.start(new Place(outside, "192.0.2.21", 1080));
                RealServer _ = Danted.start(new Place(outside, "192.0.2.22", 1080))) {
            return sent(chain, option, awaited, 6, Danted::start);
        }
    }

    @Test
    void eachServerOfAChainGetsEverythingAtOnceWhereThatIsWanted() {
        assertThat(sentThroughThree("--handshake=pipelined", ""))
                .hasSize(AFTERWARDS)
                .allSatisfy(
                        one ->
                                assertThat(one)
                                        .startsWith(
                                                GREETING + TO_SECOND,
                                                GREETING + TO_THIRD,
                                                GREETING + REQUEST));
    }

    @Test
    void eachServerOfAChainIsAskedAndThenGetsEverythingAtOnce() {
        List<List<String>> all = sentThroughThree("--handshake=auto", "asked");
        assertThat(questions(all)).isEqualTo(6);
        assertThat(all.getFirst())
                .startsWith(GREETING, TO_SECOND, GREETING, TO_THIRD, GREETING, REQUEST);
        assertThat(all.stream().filter(HandshakeIT::isQuestion))
                .as("the way on which the third was asked")
                .anySatisfy(
                        one -> assertThat(one).startsWith(GREETING, TO_SECOND, GREETING, TO_THIRD));
        assertThat(last(all))
                .allSatisfy(
                        one ->
                                assertThat(one)
                                        .startsWith(
                                                GREETING + TO_SECOND,
                                                GREETING + TO_THIRD,
                                                GREETING + REQUEST));
    }

    @Test
    void aChainGoesStepByStepWhereThatIsWanted() {
        assertThat(sentThroughThree("--handshake=sequential", ""))
                .hasSize(AFTERWARDS)
                .allSatisfy(
                        one ->
                                assertThat(one)
                                        .startsWith(
                                                GREETING, TO_SECOND, GREETING, TO_THIRD, GREETING,
                                                REQUEST));
    }
}
