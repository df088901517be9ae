package io.tsocks.launcher;

import static io.tsocks.launcher.SealedWorkshop.TARGET;
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
import io.tsocks.testing.SealedNetwork;
import io.tsocks.testing.Tinyproxy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Three servers, each of which reaches only the next, and the last one the destination.
@RequiresRoot
@RequiresProgram({"curl", "danted", "ip", "microsocks", "nft", "python3", "setpriv", "tinyproxy"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChainIT {

    private static final String[] CHAIN = {
        "local = 10.203.0.0/24",
        "chain = yes",
        "path {",
        "reaches = 10.204.0.0/24",
        "server = socks5://10.203.0.1:1080",
        "}",
        "path {",
        "reaches = 10.205.0.0/24",
        "server = http://joe@10.204.0.2:3128",
        "default_pass = s3cret",
        "}",
        "server = socks5://10.205.0.2:1080"
    };

    private final SealedWorkshop sealed = new SealedWorkshop();
    private final Workshop workshop = sealed.workshop();
    private final SealedNetwork network = sealed.network();
    private final NetworkNamespace middle = NetworkNamespace.create();
    private final NetworkNamespace far = NetworkNamespace.create();

    @BeforeAll
    void start() {
        network.outside().connect("10.204.0.1", middle, "10.204.0.2");
        middle.connect("10.205.0.1", far, "10.205.0.2");
        far.addAddress(TARGET);
        sealed.start(workshop.serveEcho(far, TARGET));
        sealed.start(Microsocks.start(network.server()));
        sealed.start(
                Tinyproxy.startWithLogin(new Place(middle, "10.204.0.2", 3128), "joe", "s3cret"));
        sealed.start(Danted.start(new Place(far, "10.205.0.2", 1080)));
    }

    @AfterEach
    void nothingHasLeaked() {
        sealed.assertNothingHasLeaked();
    }

    @AfterAll
    void stop() {
        sealed.close();
        far.close();
        middle.close();
    }

    private Command.Result many(User user, String[] policy, String how, int count) {
        Path file = workshop.file("chain.conf", String.join("\n", policy) + "\n");
        List<String> options = List.of("-f", file.toString());
        return workshop.manyConnects(network.inside(), user, options, TARGET, how, count);
    }

    @ParameterizedTest
    @MethodSource("io.tsocks.launcher.SealedWorkshop#usersAndWays")
    void aConnectGoesThroughThreeServersOnTheProgramsOwnSocket(User user, String how) {
        Command.Result run = many(user, CHAIN, how, 30);
        assertThat(run.errors()).isEmpty();
        assertThat(run.output()).isEqualTo("30 good 0 bad \n");
    }

    @ParameterizedTest
    @EnumSource(User.class)
    void withoutTheLineNothingIsReached(User user) {
        String[] policy =
                Arrays.stream(CHAIN)
                        .map(line -> line.startsWith("chain") ? "chain = no" : line)
                        .toArray(String[]::new);
        Command.Result run = many(user, policy, "threads", 3);
        assertThat(run.output()).doesNotContain("good");
        assertThat(run.errors()).contains("10.205.0.2").contains("in no local network");
    }

    @ParameterizedTest
    @EnumSource(User.class)
    void aHopThatRefusesIsNamed(User user) {
        String[] policy =
                Arrays.stream(CHAIN)
                        .map(line -> line.replace("10.205.0.2", "10.205.0.99"))
                        .toArray(String[]::new);
        Command.Result run = many(user, policy, "threads", 1);
        assertThat(run.output()).startsWith("0 good 1 bad");
        assertThat(run.errors())
                .contains(
                        "http://10.204.0.2:3128, on the way to socks5://10.205.0.99:1080: the"
                                + " proxy answered");
        assertThat(run.errors()).doesNotContain("s3cret");
    }

    @Test
    void anotherServerStandsInForOneThatIsNotReached() {
        String[] policy =
                Arrays.stream(CHAIN)
                        .map(
                                line ->
                                        line.equals("server = socks5://10.205.0.2:1080")
                                                ? "server = socks5://10.205.0.99:1080\n" + line
                                                : line)
                        .toArray(String[]::new);
        Command.Result run = many(User.NOBODY, policy, "threads", 10);
        assertThat(run.errors()).isEmpty();
        assertThat(run.output()).isEqualTo("10 good 0 bad \n");
    }

    /// The policy with a server before the first one of the way.
    private static String[] chainAfter(int port) {
        String first = "server = socks5://10.203.0.1:1080";
        return Arrays.stream(CHAIN)
                .map(line -> line.equals(first) ? first.replace("1080", port + "\n") + first : line)
                .toArray(String[]::new);
    }

    /// It takes connections and closes them.
    @ParameterizedTest
    @EnumSource(User.class)
    void aServerOnTheWayThatFailsIsLeftAlone(User user) {
        String closes =
                """
                import socket
                server = socket.create_server(('10.203.0.1', 1081))
                while True:
                    server.accept()[0].close()
                    print('one', flush=True)
                """;
        Path log = workshop.folder().resolve("closes-" + user + ".log");
        String file = workshop.file("chain.conf", String.join("\n", chainAfter(1081))).toString();
        String program = "python3 " + Workshop.source("many_connects.py");
        String ten = "for i in $(seq 10); do " + program + " " + TARGET + " 7 threads 1; done";
        try (RunningProgram closing =
                network.outside().start(log, "python3", "-c", closes).awaitListening(1081)) {
            List<String> words = workshop.tsocks("-v", "-f", file, "sh", "-c", ten);
            Command.Result run = workshop.command(network.inside(), user, words).result();
            assertThat(run.output()).isEqualTo("1 good 0 bad \n".repeat(10));
            assertThat(run.errors()).contains("socks5://10.203.0.1:1081 is left alone");
            assertThat(closing.log().lines().count()).isBetween(2L, 4L);
        }
    }

    @Test
    void aServerOnTheWayThatIsFrozenIsPassedOver() {
        try (RealServer frozen = Microsocks.start(network.server(1))) {
            Command.of("kill", "-STOP", Long.toString(frozen.handle().pid())).run();
            Command.Result run = many(User.NOBODY, chainAfter(1081), "threads", 20);
            assertThat(run.output()).isEqualTo("20 good 0 bad \n");
            assertThat(run.errors()).isEmpty();
        }
    }
}
