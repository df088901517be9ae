package io.tsocks.gateway;

import static io.tsocks.client.testing.Clients.assertEchoes;
import static io.tsocks.client.testing.Clients.clientFor;
import static io.tsocks.client.testing.Clients.leadingTo;
import static io.tsocks.client.testing.Clients.through;
import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.client.Tsocks;
import io.tsocks.testing.KeepAliveHttpServer;
import io.tsocks.testing.Seeds;
import io.tsocks.testing.TargetServer;
import io.tsocks.testserver.SocksTestServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients that mean harm, or do not know what they do.
@SuppressWarnings("try") // Clients leave before the end of their blocks.
class GatewayHostileTest {

    private static final List<String> OPENINGS =
            List.of(
                    "050100" + "050100" + "03" + "06612e74657374" + "0050",
                    "050102" + "0103616e6e06736563726574" + "050300" + "0100000000" + "0000",
                    "0401" + "0050" + "00000001" + "00" + "612e7465737400",
                    hex("CONNECT a.test:443 HTTP/1.1\r\nHost: a.test\r\n\r\n"),
                    hex("POST http://a.test/ HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc"));

    static List<Long> seeds() {
        return Seeds.first(4).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noOpeningHarmsIt(long seed) throws Exception {
        RandomGenerator random = Seeds.random(seed);
        try (TargetServer target = TargetServer.echo();
                TestGateway gateway = TestGateway.of("# all is refused but loopback")) {
            for (int i = 0; i < 60; i++) {
                byte[] opening = mutated(random);
                try (Socket socket = gateway.connect()) {
                    socket.getOutputStream().write(opening);
                    socket.shutdownOutput();
                    byte[] ignored = socket.getInputStream().readAllBytes();
                } catch (IOException e) {
                    // Whether it ends in order is not the point.
                }
                assertThat(gateway.awaitClosed().reason())
                        .as("seed %d, opening %s", seed, HexFormat.of().formatHex(opening))
                        .isIn(
                                CloseReason.NO_REQUEST,
                                CloseReason.TURNED_AWAY,
                                CloseReason.FAILED,
                                CloseReason.ENDED);
            }
            assertThat(gateway.gateway.size()).as("seed %d", seed).isZero();
            try (Socket good = gateway.socks5("127.0.0.1", target.port())) {
                assertEchoes(good);
            }
        }
    }

    private static byte[] mutated(RandomGenerator random) {
        byte[] bytes = HexFormat.of().parseHex(OPENINGS.get(random.nextInt(OPENINGS.size())));
        for (int i = random.nextInt(4); i > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
                "Content-Length: 3\r\nContent-Length: 4\r\n",
                "Content-Length: +3\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
                "Transfer-Encoding: xchunked\r\n",
                "Content-Length : 3\r\n",
                " folded: x\r\n",
                "X: a\r\n folded\r\n",
                "X: a\rb\r\n",
            })
    void aRequestThatTwoReadersUnderstandDifferentlyIsNotSentOn(String fields) throws Exception {
        try (KeepAliveHttpServer target = KeepAliveHttpServer.named("site");
                SocksTestServer server = leadingTo(target.address());
                TestGateway gateway = TestGateway.with(clientFor(through(server)).build())) {
            assertThat(
                            gateway.exchange(
                                    "POST http://a.test/ HTTP/1.1\r\n" + fields + "\r\n0\r\n\r\n"))
                    .matches("(?s)HTTP/1\\.1 (400|501) .*");
            assertThat(server.sessions()).isEmpty();
        }
    }

    @Test
    void aHeadThatIsTooLongIsRefused() throws Exception {
        try (TestGateway gateway = TestGateway.of("# loopback")) {
            String field = "X: " + "x".repeat(70_000) + "\r\n\r\n";
            try (Socket socket = gateway.connect()) {
                socket.getOutputStream()
                        .write(
                                ("GET http://a.test/ HTTP/1.1\r\n" + field)
                                        .getBytes(StandardCharsets.US_ASCII));
                assertThat(socket.getInputStream().readNBytes(12))
                        .asString()
                        .isEqualTo("HTTP/1.1 431");
            }
        }
    }

    @Test
    void aClientThatDoesNotReadHoldsUpNoOther() throws Exception {
        try (TargetServer target = TargetServer.echo();
                TestGateway gateway = TestGateway.with(Tsocks.parse("# loopback"));
                Socket deaf = gateway.socks5("127.0.0.1", target.port())) {
            Thread writer =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try {
                                            deaf.getOutputStream().write(new byte[50_000_000]);
                                        } catch (IOException e) {
                                            // Closed at the end.
                                        }
                                    });
            for (int i = 0; i < 50; i++) {
                try (Socket good = gateway.socks5("127.0.0.1", target.port())) {
                    assertEchoes(good);
                }
            }
            deaf.close();
            writer.join();
        }
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }
}
