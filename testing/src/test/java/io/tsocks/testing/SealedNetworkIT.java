package io.tsocks.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What gets out of the inner namespace, and what is counted.
@RequiresRoot
@RequiresProgram({"ip", "nft", "danted", "microsocks", "curl", "nc", "python3"})
class SealedNetworkIT {

    private static final String TARGET = "192.0.2.80";

    @TempDir private Path folder;
    private SealedNetwork network;

    @BeforeEach
    void makeNetwork() {
        network = SealedNetwork.create();
        network.outside().addAddress(TARGET);
    }

    @AfterEach
    void removeNetwork() {
        network.close();
    }

    private RunningProgram web() {
        Folders.write(folder.resolve("index.html"), "it works");
        return network.outside()
                .start(
                        folder.resolve("web.log"),
                        "python3",
                        "-m",
                        "http.server",
                        "--bind",
                        TARGET,
                        "--directory",
                        folder.toString(),
                        "80")
                .awaitListening(80);
    }

    private Command.Result curlInside(String... words) {
        String[] all = new String[words.length + 5];
        System.arraycopy(
                new String[] {"curl", "--silent", "--show-error", "--max-time", "20"},
                0,
                all,
                0,
                5);
        System.arraycopy(words, 0, all, 5, words.length);
        return network.inside().command(all).result();
    }

    private void assertOnlyTheServerIsReached(RealServer server) {
        Command.Result result =
                curlInside(
                        "--socks5-hostname",
                        SealedNetwork.SERVER + ":" + SealedNetwork.PORT,
                        "http://" + TARGET + "/");
        assertThat(result.output()).as(result.errors() + server.log()).isEqualTo("it works");
        assertThat(network.packetsToServer()).isPositive();
        assertThat(network.packetsElsewhere()).as(network.strays()).isZero();
    }

    @Test
    void dantedIsReachedAndNothingElse() {
        try (RunningProgram web = web();
                RealServer server = Danted.start(network.server())) {
            assertThat(web.handle().isAlive()).isTrue();
            assertOnlyTheServerIsReached(server);
        }
    }

    @Test
    void microsocksIsReachedAndNothingElse() {
        try (RunningProgram web = web();
                RealServer server = Microsocks.start(network.server())) {
            assertThat(web.handle().isAlive()).isTrue();
            assertOnlyTheServerIsReached(server);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://192.0.2.80/",
                "http://[2001:db8::80]/",
                "http://" + SealedNetwork.SERVER + "/",
                "http://198.51.100.7:1080/"
            })
    void aDirectConnectionIsCountedAndDropped(String url) {
        assertThat(curlInside("--max-time", "1", url).status()).isNotZero();
        assertThat(network.packetsElsewhere()).isPositive();
        assertThat(network.packetsToServer()).isZero();
    }

    @Test
    void aDatagramIsCountedAndNamed() {
        network.inside().command("nc", "-u", "-w", "1", "192.0.2.53", "53").reading("?").result();
        assertThat(network.packetsElsewhere()).isEqualTo(1);
        assertThat(network.strays()).contains("192.0.2.53 . udp . 53");
    }

    @Test
    void silenceIsNotCounted() {
        network.inside().command("curl", "--version").run();
        assertThat(network.packetsElsewhere()).isZero();
    }
}
