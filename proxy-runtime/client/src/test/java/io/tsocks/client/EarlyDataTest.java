package io.tsocks.client;

import static io.tsocks.client.testing.Clients.SOON;
import static io.tsocks.client.testing.Clients.clientFor;
import static io.tsocks.client.testing.Clients.leadingTo;
import static io.tsocks.client.testing.Clients.policy;
import static io.tsocks.client.testing.Clients.through;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.testing.TargetServer;
import io.tsocks.testserver.Fault;
import io.tsocks.testserver.Session;
import io.tsocks.testserver.SocksTestServer;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The first bytes arrive once, with the request where the server is known to take that.
class EarlyDataTest {

    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);

    @ParameterizedTest
    @CsvSource({
        "5, SEQUENTIAL, 0",
        "5, AUTO, 0",
        "5, PIPELINED, 5",
        "4, SEQUENTIAL, 0",
        "4, AUTO, 0",
        "4, PIPELINED, 5",
    })
    void theFirstBytesArriveOnce(int version, HandshakeMode mode, int early) throws Exception {
        try (TargetServer target = TargetServer.echo();
                SocksTestServer server = leadingTo(target.address())) {
            server.behave(new Fault.Slow(Duration.ofMillis(30)));
            Tsocks tsocks = clientFor(through(server, version, "")).handshake(mode).build();
            assertEchoes(tsocks, "a.test", 80);
            Session session = server.awaitEnd(1);
            assertThat(session.earlyBytes()).isEqualTo(early);
        }
    }

    @Test
    void theFirstBytesArriveDirectlyToo() throws Exception {
        try (TargetServer target = TargetServer.echo()) {
            Tsocks tsocks = clientFor(policy("local = 10.0.0.0/255.0.0.0")).build();
            assertEchoes(tsocks, "127.0.0.1", target.port());
        }
    }

    @Test
    void thereIsALimit() {
        Tsocks tsocks = clientFor(policy("local = 10.0.0.0/255.0.0.0")).build();
        assertThatThrownBy(() -> tsocks.connectWithEarlyData("a.test", 80, new byte[16_385], SOON))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertEchoes(Tsocks tsocks, String host, int port) throws Exception {
        try (Socket socket = tsocks.connectWithEarlyData(host, port, HELLO, SOON)) {
            socket.shutdownOutput();
            assertThat(socket.getInputStream().readAllBytes()).isEqualTo(HELLO);
        }
    }
}
