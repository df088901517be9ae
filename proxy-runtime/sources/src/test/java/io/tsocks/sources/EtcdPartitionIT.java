package io.tsocks.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.NetworkNamespace;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.RequiresRoot;
import io.tsocks.testing.RunningProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A mirror that is cut off from etcd: packets are dropped, and nothing is refused. etcd listens at
/// two ports, one for the mirror and one for the test.
@RequiresRoot
@RequiresProgram("etcd")
@Timeout(120)
class EtcdPartitionIT {

    private static final String KEY = "tsocks/office";
    private static final String OLD = "local = 10.0.0.0/255.0.0.0\n";
    private static final String NEW = "local = 192.168.0.0/255.255.0.0\n";
    private static final int OF_MIRROR = 2379;
    private static final int OF_TEST = 2479;

    @TempDir private Path folder;
    private NetworkNamespace namespace;
    private RunningProgram etcd;

    @BeforeEach
    void start() {
        namespace = NetworkNamespace.create();
        String url = "http://127.0.0.1:" + OF_MIRROR;
        etcd =
                namespace
                        .start(
                                folder.resolve("etcd.log"),
                                "etcd",
                                "--data-dir",
                                folder.resolve("data").toString(),
                                "--listen-client-urls",
                                url + ",http://127.0.0.1:" + OF_TEST,
                                "--advertise-client-urls",
                                url)
                        .awaitLog("ready to serve client requests")
                        .awaitListening(OF_TEST);
        put(OLD);
    }

    @AfterEach
    void stop() {
        etcd.close();
        namespace.close();
    }

    @Test
    void aPartitionIsNoticedAndTheChangeOfMeanwhileArrivesAfterIt() throws Exception {
        try (RunningProgram mirror = follow("first").awaitLog("changed to ")) {
            cutOff();
            put(NEW);
            mirror.awaitLog("lost: no answer within 5 seconds");
            assertThat(file(mirror)).hasContent(OLD);
            rejoin();
            mirror.awaitLog("found");
            awaitContent(mirror);
        }
    }

    @Test
    void aStartWithoutEtcdUsesTheCopyUntilEtcdIsThere() {
        follow("first").awaitLog("changed to ").close();
        cutOff();
        put(NEW);
        try (RunningProgram mirror = follow("second").awaitLog("follows into ")) {
            assertThat(mirror.log()).contains("lost: ");
            assertThat(file(mirror)).hasContent(OLD);
            rejoin();
            mirror.awaitLog("changed to ");
            assertThat(file(mirror)).hasContent(NEW);
        }
    }

    private static void awaitContent(RunningProgram mirror) throws IOException {
        while (!Files.readString(file(mirror)).equals(NEW)) {
            LockSupport.parkNanos(50_000_000);
        }
    }

    private static Path file(RunningProgram mirror) {
        String log = mirror.awaitLog("follows into ").log();
        int begin = log.indexOf("follows into ") + "follows into ".length();
        return Path.of(log.substring(begin, log.indexOf('\n', begin)));
    }

    private RunningProgram follow(String log) {
        return namespace.start(
                folder.resolve(log),
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                MirrorProgram.class.getName(),
                "etcd://127.0.0.1:" + OF_MIRROR + "/" + KEY + "?node=here",
                folder.resolve("kept").toString(),
                "1");
    }

    private void cutOff() {
        namespace
                .command("nft", "-f", "-")
                .reading(
                        """
                        table inet partition {
                            chain arriving {
                                type filter hook input priority 0; policy accept;
                                tcp dport %1$d drop
                                tcp sport %1$d drop
                            }
                        }
                        """
                                .formatted(OF_MIRROR))
                .run();
    }

    private void rejoin() {
        namespace.command("nft", "delete", "table", "inet", "partition").run();
    }

    private void put(String value) {
        namespace
                .command(
                        "curl",
                        "-sSf",
                        "-d",
                        "{\"key\":\"" + base64(KEY) + "\",\"value\":\"" + base64(value) + "\"}",
                        "http://127.0.0.1:" + OF_TEST + "/v3/kv/put")
                .run();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
