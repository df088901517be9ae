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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A service that runs out of descriptors.
@RequiresProgram("prlimit")
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

    private RunningProgram start(int port) throws IOException {
        Files.writeString(folder.resolve("tsocks.conf"), POLICY);
        List<String> words =
                new ArrayList<>(List.of("prlimit", "--nofile=" + DESCRIPTORS + ":" + DESCRIPTORS));
        words.addAll(ServiceProgram.words(folder, "--api-port", Integer.toString(port)));
        return RunningProgram.start(
                Command.of(words.toArray(String[]::new)), folder.resolve("log"));
    }
}
