package io.tsocks.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Command;
import io.tsocks.testing.Microsocks;
import io.tsocks.testing.RealServer;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.RequiresRoot;
import io.tsocks.testing.SealedNetwork;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Programs of others behind the gateway of `tsocksd`, and real servers before it that die, freeze
/// and come back, in a network where nothing else can be reached. The names of the destinations say
/// which servers lead there; only the servers can resolve them.
@RequiresRoot
@RequiresProgram({
    "curl",
    "danted",
    "dig",
    "git",
    "ip",
    "microsocks",
    "nc",
    "nft",
    "proxychains4",
    "python3",
    "ssh",
    "sshd",
    "tinyproxy"
})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class SealedGatewayIT {

    private static final String TARGET = SealedGateway.TARGET;
    private static final String GATEWAY = SealedGateway.GATEWAY;
    private static final int GROUP = SealedGateway.GROUP;

    private final SealedGateway gateway = SealedGateway.open();
    private final SealedNetwork network = gateway.network();
    private final Path folder = gateway.folder();

    @AfterEach
    void nothingHasLeaked() {
        assertThat(network.packetsElsewhere()).as(network.strays()).isZero();
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    private Command.Result inside(String... words) {
        return network.inside().command(words).result();
    }

    @ParameterizedTest
    @ValueSource(strings = {"danted", "microsocks", "tinyproxy"})
    void curlReachesASiteInEachOfItsWays(String server) {
        String[] ways = {
            "--socks5-hostname " + GATEWAY,
            "--socks4a " + GATEWAY,
            "--proxy http://" + GATEWAY,
            "--proxytunnel --proxy http://" + GATEWAY
        };
        for (String way : ways) {
            List<String> words = new ArrayList<>(List.of("curl", "-sS"));
            words.addAll(List.of(way.split(" ", -1)));
            words.add("http://a." + server + ".test/greeting");
            Command.Result run = inside(words.toArray(String[]::new));
            assertThat(run.output()).as("%s: %s", way, run.errors()).isEqualTo("hello\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"socks5h", "http"})
    void gitClonesARepository(String scheme) throws Exception {
        Path clone = folder.resolve("clone-" + scheme);
        Command.Result run =
                inside(
                        "git",
                        "-c",
                        "http.proxy=" + scheme + "://" + GATEWAY,
                        "clone",
                        "-q",
                        "http://a.microsocks.test/project.git",
                        clone.toString());
        assertThat(run.errors()).isEmpty();
        assertThat(clone.resolve("file")).hasContent("from git\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "connect"})
    void sshLogsInThroughNetcat(String version) {
        Command.Result run =
                inside(
                        "ssh",
                        "-F",
                        "none",
                        "-i",
                        gateway.userKey().toString(),
                        "-o",
                        "StrictHostKeyChecking=no",
                        "-o",
                        "UserKnownHostsFile=/dev/null",
                        "-o",
                        "LogLevel=ERROR",
                        "-o",
                        "BatchMode=yes",
                        "-o",
                        "ProxyCommand=nc -X " + version + " -x " + GATEWAY + " %h %p",
                        "root@a.danted.test",
                        "echo logged in");
        assertThat(run.output()).as(run.errors()).isEqualTo("logged in\n");
    }

    /// dig cannot speak to a proxy by itself.
    @Test
    void digAsksOverTcp() throws Exception {
        Path chain =
                Files.writeString(
                        folder.resolve("proxychains.conf"),
                        "strict_chain\nquiet_mode\n[ProxyList]\nsocks5 127.0.0.1 1080\n");
        Command.Result run =
                inside(
                        "proxychains4",
                        "-f",
                        chain.toString(),
                        "dig",
                        "+tcp",
                        "+short",
                        "+tries=1",
                        "@" + TARGET,
                        "a.example");
        assertThat(run.output()).as(run.errors()).isEqualTo("192.0.2.99\n");
    }

    @Test
    void whatThePolicyDoesNotLeadAnywhereIsRefused() {
        Command.Result run =
                inside("curl", "-sS", "--proxy", "http://" + GATEWAY, "http://192.0.2.8/greeting");
        assertThat(run.output()).contains("192.0.2.8");
        assertThat(run.output()).doesNotContain("hello");
    }

    @Test
    void ifTheServerIsNotThereNothingIsDirect() {
        Command.Result run =
                inside(
                        "curl",
                        "-sS",
                        "--socks5-hostname",
                        GATEWAY,
                        "http://a.absent.test/greeting");
        assertThat(run.status()).isEqualTo(97);
    }

    @Test
    void serversMayDieUnderWay() {
        manyWhile(
                (server, _) -> {
                    server.handle().destroyForcibly();
                    return Optional.empty();
                });
    }

    @Test
    void serversMayFreezeUnderWay() {
        manyWhile(
                (server, _) -> {
                    Command.of("kill", "-STOP", Long.toString(server.handle().pid())).run();
                    return Optional.empty();
                });
    }

    @Test
    void serversMayRestartUnderWay() {
        manyWhile(
                (server, place) -> {
                    server.close();
                    return Optional.of(Microsocks.start(network.server(place)));
                });
    }

    /// What happens to the server in use while programs connect.
    @FunctionalInterface
    private interface Mishap {

        /// Lets it happen.
        ///
        /// @param place where the server is
        /// @return the server that takes its place; empty if none does
        Optional<RealServer> befall(RealServer server, int place);
    }

    /// Runs 60 programs at once, of which each connects twice, in turns by each protocol. All that
    /// connect after the mishap go elsewhere; what the server carried at that moment is lost, and
    /// the programs give it up. A mute server is given up after ten seconds.
    private void manyWhile(Mishap mishap) {
        try (RealServer first = Microsocks.start(network.server(GROUP));
                RealServer second = Microsocks.start(network.server(GROUP + 1))) {
            String script =
                    "for i in $(seq 20); do"
                            + " for way in --socks5-hostname --socks4a --proxy; do (for j in 1 2; do"
                            + " curl -sS -f -m 15 $way "
                            + GATEWAY
                            + " http://a.group.test/greeting || echo lost; done) &"
                            + " done; done; wait";
            CompletableFuture<Command.Result> curls =
                    CompletableFuture.supplyAsync(() -> inside("sh", "-c", script));
            boolean isFirst = isFirstInUse(first, second, curls);
            Optional<RealServer> again =
                    mishap.befall(isFirst ? first : second, isFirst ? GROUP : GROUP + 1);
            Command.Result run = curls.join();
            again.ifPresent(RealServer::close);
            long good = run.output().lines().filter("hello"::equals).count();
            long lost = run.output().lines().filter("lost"::equals).count();
            assertThat(good + lost).as(run.output()).isEqualTo(120);
            assertThat(lost).as(run.errors() + gateway.log()).isLessThan(60);
        }
    }

    /// Waits until one of two servers is in use. It is the second if the first has failed in
    /// another test, and the gateway leaves it alone.
    private static boolean isFirstInUse(
            RealServer first, RealServer second, CompletableFuture<Command.Result> curls) {
        while (!first.log().contains("connected to")) {
            if (second.log().contains("connected to")) {
                return false;
            }
            assertThat(curls).as("the programs, whose connects no server has seen").isNotDone();
            LockSupport.parkNanos(10_000_000);
        }
        return true;
    }
}
