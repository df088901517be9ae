package io.tsocks.launcher;

import static io.tsocks.launcher.SealedWorkshop.TARGET;
import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.launcher.Workshop.User;
import io.tsocks.testing.Command;
import io.tsocks.testing.Microsocks;
import io.tsocks.testing.NetworkNamespace;
import io.tsocks.testing.Place;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.RequiresRoot;
import io.tsocks.testing.RunningProgram;
import io.tsocks.testing.SealedNetwork;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Servers whose names resolve to other addresses while a command runs, in a network where nothing
/// but the servers can be reached.
@RequiresRoot
@RequiresProgram({"ip", "microsocks", "mkfifo", "nft", "python3", "setpriv"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerNamesIT {

    private static final String BEHIND = "192.0.2.8";
    private static final String SERVER = "server = socks5://proxy.test:1080\n";
    private static final String LOCAL = "local = 10.203.0.0/24\n";

    private final SealedWorkshop sealed = new SealedWorkshop();
    private final Workshop workshop = sealed.workshop();
    private final SealedNetwork network = sealed.network();
    private int runs;

    /// A name that is not in `hosts` is asked for at a name server, which is not the machine's own
    /// here: packets to that would count as strays.
    @BeforeAll
    void start() {
        network.inside().etc("resolv.conf", "");
        NetworkNamespace outside = sealed.withEcho().addAddress(BEHIND);
        sealed.start(Microsocks.start(network.server()));
        sealed.start(Microsocks.start(new Place(outside, BEHIND, 1081)));
    }

    /// Nobody listens at port 1080 there.
    @BeforeEach
    void nameAnOldAddress() {
        network.inside().etc("hosts", "127.0.0.1 proxy.test other.test\n");
    }

    @AfterEach
    void nothingHasLeaked() {
        sealed.assertNothingHasLeaked();
    }

    @AfterAll
    void stop() {
        sealed.close();
    }

    /// Runs a program that connects many times once the hosts are others.
    ///
    /// @param hosts the new ones
    /// @return what it prints
    private String run(User user, String policy, String hosts, String... options) {
        runs++;
        Path gate = workshop.folder().resolve("gate" + runs);
        Command.of("mkfifo", gate.toString()).run();
        workshop.share();
        Path file = workshop.file("names.conf", policy);
        String script = "echo up; read line <" + gate + "; exec python3 \"$@\"";
        List<String> words = workshop.tsocks("-f", file.toString());
        words.add(options[0]);
        words.addAll(List.of("sh", "-c", script, "sh", Workshop.source("many_connects.py") + ""));
        words.addAll(List.of(TARGET, "7", options[1], "20"));
        Path log = workshop.folder().resolve("run" + runs + ".log");
        Command command = workshop.command(network.inside(), user, words);
        try (RunningProgram program = RunningProgram.start(command, log)) {
            program.awaitLog("up");
            network.inside().etc("hosts", hosts);
            Command.of("sh", "-c", "echo >" + gate).run();
            return program.awaitLog(" bad ").log();
        }
    }

    static Stream<Arguments> usersAndWays() {
        return Arrays.stream(User.values())
                .flatMap(
                        user ->
                                Stream.of("gate", "hold", "exact")
                                        .flatMap(
                                                mode ->
                                                        Stream.of("threads", "asyncio", "edge")
                                                                .map(
                                                                        how ->
                                                                                Arguments.of(
                                                                                        user,
                                                                                        "--nonblocking="
                                                                                                + mode,
                                                                                        how))));
    }

    @ParameterizedTest
    @MethodSource("usersAndWays")
    void aServerIsReachedAtItsNewAddress(User user, String mode, String how) {
        String printed = run(user, LOCAL + SERVER, "10.203.0.1 proxy.test\n", mode, how);
        assertThat(printed).isEqualTo("up\n20 good 0 bad \n");
    }

    @Test
    void aMemberOfAGroupIsReachedAtItsNewAddress() {
        String group = LOCAL + SERVER + SERVER.replace("proxy", "other");
        String hosts = "127.0.0.1 proxy.test\n10.203.0.1 other.test\n";
        assertThat(run(User.NOBODY, group, hosts, "--nonblocking=gate", "threads"))
                .isEqualTo("up\n20 good 0 bad \n");
    }

    @ParameterizedTest
    @MethodSource("usersAndWays")
    void aServerWithoutAnAddressIsReachedOnceItHasOne(User user, String mode, String how) {
        network.inside().etc("hosts", "127.0.0.1 localhost\n");
        String printed = run(user, LOCAL + SERVER, "10.203.0.1 proxy.test\n", mode, how);
        assertThat(printed).endsWith("up\n20 good 0 bad \n");
    }

    @Test
    void aMemberOfAGroupWithoutAnAddressIsReachedOnceItHasOne() {
        network.inside().etc("hosts", "127.0.0.1 proxy.test\n");
        String group = LOCAL + SERVER + SERVER.replace("proxy", "other");
        String hosts = "127.0.0.1 proxy.test\n10.203.0.1 other.test\n";
        assertThat(run(User.NOBODY, group, hosts, "--nonblocking=gate", "threads"))
                .endsWith("up\n20 good 0 bad \n");
    }

    @Test
    void theNearestServerOfAChainWithoutAnAddressIsReachedOnceItHasOne() {
        network.inside().etc("hosts", "127.0.0.1 localhost\n");
        String chain =
                LOCAL
                        + "chain = yes\npath {\nreaches = "
                        + BEHIND
                        + "/32\n"
                        + SERVER
                        + "}\nserver = socks5://"
                        + BEHIND
                        + ":1081\n";
        assertThat(run(User.NOBODY, chain, "10.203.0.1 proxy.test\n", "-v", "threads"))
                .contains("20 good 0 bad");
    }

    @Test
    void theNearestServerOfAChainIsReachedAtItsNewAddress() {
        String chain =
                LOCAL
                        + "chain = yes\npath {\nreaches = "
                        + BEHIND
                        + "/32\n"
                        + SERVER
                        + "}\nserver = socks5://"
                        + BEHIND
                        + ":1081\n";
        assertThat(run(User.NOBODY, chain, "10.203.0.1 proxy.test\n", "-v", "threads"))
                .contains("20 good 0 bad");
    }

    /// The packets to it are counted.
    @Test
    void anAddressInNoLocalNetworkIsNotUsed() {
        String printed =
                run(User.NOBODY, LOCAL + SERVER, "192.0.2.9 proxy.test\n", "-v", "threads");
        assertThat(printed)
                .contains("0 good 20 bad [ConnectionRefusedError")
                .contains("cannot reach the server socks5://proxy.test:1080");
    }
}
