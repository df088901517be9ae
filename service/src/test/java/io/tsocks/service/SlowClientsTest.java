package io.tsocks.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Clients that take their time, many at once. Each test ends when the service has cut them off.
@Timeout(180)
class SlowClientsTest {

    private static final String POLICY = "local = 10.1.0.0/255.255.0.0\nserver = 10.1.0.1\n";
    private static final int MANY = 200;

    @TempDir private Path folder;
    private final List<RawHttp> clients = new ArrayList<>();
    private RunningService service;

    private void start(int patience) throws Exception {
        service =
                RunningService.following(
                        folder, POLICY, "[api]\npatience-seconds = " + patience + "\n");
    }

    @AfterEach
    void stop() throws Exception {
        for (RawHttp client : clients) {
            client.close();
        }
        service.close();
    }

    private void connect(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            clients.add(RawHttp.to(service.port()));
        }
    }

    @Test
    void headsThatComeByteByByteAreNotWaitedFor() throws Exception {
        start(1);
        connect(MANY);
        dribble("GET /healthz HTTP/1.1\nX: ");
    }

    @Test
    void bodiesThatComeByteByByteAreNotWaitedFor() throws Exception {
        start(1);
        connect(MANY);
        for (RawHttp client : clients) {
            client.head(
                    "PUT /v1/policy HTTP/1.1",
                    "Host: 127.0.0.1:" + service.port(),
                    "Authorization: Bearer " + service.token,
                    "If-Match: *",
                    "Content-Length: 1000000");
        }
        dribble("# ");
        assertThat(service.get("/v1/policy").body()).isEqualTo(POLICY);
    }

    @Test
    void linesOfABatchThatComeByteByByteAreNotWaitedFor() throws Exception {
        start(1);
        connect(MANY);
        for (RawHttp client : clients) {
            client.head(
                    "POST /v1/route HTTP/1.1",
                    "Host: 127.0.0.1:" + service.port(),
                    "Authorization: Bearer " + service.token,
                    "Content-Type: application/x-ndjson",
                    "Transfer-Encoding: chunked");
        }
        dribble("100000\n\"");
    }

    /// Has all clients send a text, and then byte after byte until the service cuts them off.
    /// Others are answered meanwhile.
    private void dribble(String begin) throws Exception {
        for (RawHttp client : clients) {
            client.send(begin);
        }
        List<RawHttp> open = new ArrayList<>(clients);
        while (!open.isEmpty()) {
            open.removeIf(client -> !takes(client));
            assertThat(service.get("/v1/status").statusCode()).isEqualTo(200);
        }
    }

    private static boolean takes(RawHttp client) {
        try {
            client.socket().getOutputStream().write('x');
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /// As many as the listener has places: without making room none would be left for an hour.
    @Test
    void clientsThatSendNothingMakeRoomForOthers() throws Exception {
        start(3600);
        connect(512);
        assertThat(service.get("/v1/status").statusCode()).isEqualTo(200);
        assertThat(service.get("/v1/status").statusCode()).isEqualTo(200);
    }

    @Test
    void clientsThatHaveHadAnAnswerMakeRoomForOthers() throws Exception {
        start(3600);
        connect(512);
        for (RawHttp client : clients) {
            client.head("GET /healthz HTTP/1.1", "Host: 127.0.0.1:" + service.port());
        }
        assertThat(service.get("/v1/status").statusCode()).isEqualTo(200);
    }
}
