package io.tsocks.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Very many clients that want to listen to events.
@Timeout(180)
class CrowdTest {

    private static final String POLICY = "local = 10.1.0.0/255.255.0.0\nserver = 10.1.0.1\n";
    private static final int LISTENERS = 64;

    @TempDir private Path folder;

    @Test
    void tenThousandClientsGetNoMoreThanTheirPlaces() throws Exception {
        int many = Math.min(10_000, descriptors() - 1000);
        List<RawHttp> crowd = new ArrayList<>();
        List<RawHttp> listening = new ArrayList<>();
        try (RunningService service = RunningService.following(folder, POLICY)) {
            for (int i = 0; i < many; i++) {
                RawHttp client = RawHttp.to(service.port());
                crowd.add(client);
                client.head(
                        "GET /v1/events?kind=applied HTTP/1.1",
                        "Host: 127.0.0.1:" + service.port(),
                        "Authorization: Bearer " + service.token);
                String status = client.line();
                if (status.startsWith("HTTP/1.1 200")) {
                    listening.add(client);
                } else {
                    assertThat(status).as("client %d of %d", i, many).startsWith("HTTP/1.1 503");
                    assertThat(client.rest()).contains("Connection: close", "too-many-listeners");
                }
            }
            assertThat(listening).hasSize(LISTENERS);
            assertThat(service.put("/v1/policy?why=heard", POLICY + "# new\n").statusCode())
                    .isEqualTo(200);
            for (RawHttp client : listening) {
                awaitEvent(client);
            }
        } finally {
            for (RawHttp client : crowd) {
                client.close();
            }
        }
    }

    private static void awaitEvent(RawHttp client) throws IOException {
        while (!client.line().contains("\"why\":\"heard\"")) {
            assertThat(client.socket().isClosed()).isFalse();
        }
    }

    /// How many files and sockets this process may have open.
    private static int descriptors() throws IOException {
        Matcher limit =
                Pattern.compile("Max open files +(\\d+)")
                        .matcher(Files.readString(Path.of("/proc/self/limits")));
        assertThat(limit.find()).isTrue();
        return Integer.parseInt(limit.group(1));
    }
}
