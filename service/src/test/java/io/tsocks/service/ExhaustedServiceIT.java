package io.tsocks.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Command;
import io.tsocks.testing.Place;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.RunningProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A service that runs out of descriptors, or of room for its state.
@RequiresProgram({"prlimit", "curl"})
@Timeout(120)
class ExhaustedServiceIT {

    private static final String POLICY = "local = 10.1.0.0/255.255.0.0\nserver = 10.1.0.1\n";

    /// What the Java machine and its class path need, and some.
    private static final int DESCRIPTORS = 400;

    @TempDir private Path folder;

    @Test
    void itListensAgainWhenDescriptorsAreLeft() throws Exception {
        int port = Place.free().port();
        List<SocketChannel> crowd = new ArrayList<>();
        try (RunningProgram service = start(port).awaitLog("\"started\"")) {
            for (int i = 0; i < DESCRIPTORS + 100; i++) {
                SocketChannel client = SocketChannel.open();
                crowd.add(client);
                client.configureBlocking(false);
                client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            }
            service.awaitLog("Too many open files");
            for (SocketChannel client : crowd) {
                client.close();
            }
            service.awaitLog("listens again at 127.0.0.1:" + port);
            try (RawHttp client = RawHttp.to(port)) {
                client.head("GET /healthz HTTP/1.1", "Host: 127.0.0.1:" + port);
                assertThat(client.line()).startsWith("HTTP/1.1 200");
            }
        }
    }

    /// The kernel refuses files of more than 200 KB, as a full disk does.
    @Test
    void aPolicyThatCannotBeStoredChangesNothing() throws Exception {
        Path large = Files.writeString(folder.resolve("large"), POLICY + "# more\n".repeat(50_000));
        Path small = Files.writeString(folder.resolve("small"), POLICY + "# more\n");
        try (RunningProgram service = start("--fsize=200000").awaitLog("\"started\"")) {
            assertThat(put(large))
                    .contains(
                            "urn:tsocks:problem:not-stored",
                            "cannot be written: File too large; the policy in force still is");
            assertThat(service.log()).doesNotContain(" at java.base");
            assertThat(put(small)).contains("\"changed\":true");
        }
        try (Stream<Path> revisions = Files.list(folder.resolve("state/revisions"))) {
            assertThat(revisions.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("00000001.revision", "00000002.revision");
        }
    }

    private String put(Path policy) {
        return Command.of(
                        "curl",
                        "-sS",
                        "--unix-socket",
                        folder.resolve("state/api.sock").toString(),
                        "-X",
                        "PUT",
                        "-H",
                        "If-Match: *",
                        "-H",
                        "Content-Type: text/plain",
                        "--data-binary",
                        "@" + policy,
                        "http://localhost/v1/policy")
                .run();
    }

    private RunningProgram start(int port) throws IOException {
        return start(
                "--nofile=" + DESCRIPTORS + ":" + DESCRIPTORS,
                "--api-port",
                Integer.toString(port));
    }

    /// @param limit as prlimit takes it
    private RunningProgram start(String limit, String... options) throws IOException {
        Files.writeString(folder.resolve("tsocks.conf"), POLICY);
        List<String> words = new ArrayList<>(List.of("prlimit", limit));
        words.addAll(ServiceProgram.words(folder, options));
        return RunningProgram.start(
                Command.of(words.toArray(String[]::new)), folder.resolve("log"));
    }
}
