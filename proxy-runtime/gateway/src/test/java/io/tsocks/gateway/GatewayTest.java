package io.tsocks.gateway;

import static io.tsocks.client.testing.Clients.assertEchoes;
import static io.tsocks.client.testing.Clients.clientFor;
import static io.tsocks.client.testing.Clients.leadingTo;
import static io.tsocks.client.testing.Clients.policy;
import static io.tsocks.client.testing.Clients.through;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.engine.Action;
import io.tsocks.testing.KeepAliveHttpServer;
import io.tsocks.testing.TargetServer;
import io.tsocks.testserver.SocksTestServer;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a gateway does for its clients, byte by byte.
@SuppressWarnings("try") // Clients leave before the end of their blocks.
class GatewayTest {

    private static final String HI = "6869";

    @ParameterizedTest
    @CsvSource({
        "0501 00 0501 00 03 06 612e74657374 0050, 0500 050000 01 00000000 0000",
        "04 01 0050 00000001 00 612e74657374 00, 005a 0000 00000000",
        "04 01 0050 00000001 6d65 00 612e74657374 00, 005a 0000 00000000",
    })
    void aNameReachesTheServerInEachVersionOfSocks(String request, String reply) throws Exception {
        try (TargetServer target = TargetServer.echo();
                SocksTestServer server = leadingTo(target.address());
                TestGateway gateway = TestGateway.with(clientFor(through(server)).build())) {
            assertThat(gateway.exchangeHex(request + HI)).isEqualTo((reply + HI).replace(" ", ""));
            assertThat(server.awaitEnd(1).request())
                    .hasToString("Optional[SOCKS5 command 1 a.test:80]");
            GatewayEvent.Closed end = gateway.awaitClosed();
            assertThat(end.reason()).isEqualTo(CloseReason.ENDED);
            assertThat(end.connection().bytesUp()).isEqualTo(2);
            assertThat(end.connection().bytesDown()).isEqualTo(2);
            assertThat(end.connection().asked()).hasToString("a.test:80");
            assertThat(TestGateway.route(end.connection()).servers()).hasSize(1);
            assertThat(TestGateway.route(end.connection()).revision()).isEqualTo("r1");
        }
    }

    @Test
    void aTunnelOfHttpCarriesWhatFollowsItsHead() throws Exception {
        try (TargetServer target = TargetServer.echo();
                SocksTestServer server = leadingTo(target.address());
                TestGateway gateway = TestGateway.with(clientFor(through(server)).build());
                Socket socket = gateway.connect()) {
            socket.getOutputStream()
                    .write(
                            "CONNECT a.test:443 HTTP/1.1\r\n\r\nhello"
                                    .getBytes(StandardCharsets.US_ASCII));
            String expected = "HTTP/1.1 200 Connected\r\n\r\nhello";
            assertThat(socket.getInputStream().readNBytes(expected.length()))
                    .asString()
                    .isEqualTo(expected);
            assertEchoes(socket);
            assertThat(gateway.gateway.connections())
                    .singleElement()
                    .satisfies(
                            one -> {
                                assertThat(one.protocol()).isEqualTo(ClientProtocol.HTTP_CONNECT);
                                assertThat(one.bytesUp()).isEqualTo(10);
                                assertThat(TestGateway.route(one).decision().action())
                                        .isInstanceOf(Action.Via.class);
                            });
        }
    }

    @Test
    void aRequestInAbsoluteFormGetsTheResponseOfTheSite() throws Exception {
        try (KeepAliveHttpServer target = KeepAliveHttpServer.named("site");
                SocksTestServer server = leadingTo(target.address());
                TestGateway gateway = TestGateway.with(clientFor(through(server)).build())) {
            assertThat(gateway.exchange("GET http://a.test/x HTTP/1.1\r\nHost: a.test\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .endsWith("\r\n\r\nsite");
            assertThat(target.requests()).singleElement().asString().startsWith("GET /x HTTP/1.1");
            assertThat(gateway.awaitClosed().reason()).isEqualTo(CloseReason.ENDED);
        }
    }

    @Test
    void whatThePolicyRefusesIsRefusedWithItsRule() throws Exception {
        String socks4 = "server = 127.0.0.1\nserver_type = 4\n";
        try (TestGateway gateway = TestGateway.with(clientFor(policy(socks4)).build())) {
            String ip6 = "20010db8000000000000000000000001";
            assertThat(gateway.exchangeHex("0501 00 0501 00 04" + ip6 + "0050"))
                    .isEqualTo("0500" + "05020001" + "00000000" + "0000");
            assertThat(gateway.exchangeHex("04 01 0050 00000001 00 612e74657374 00"))
                    .isEqualTo("005b" + "0000" + "00000000");
            for (String request :
                    new String[] {
                        "CONNECT [2001:db8::1]:443 HTTP/1.1\r\n\r\n",
                        "GET http://[2001:db8::1]/ HTTP/1.1\r\n\r\n"
                    }) {
                assertThat(gateway.exchange(request))
                        .startsWith("HTTP/1.1 403 Forbidden\r\n")
                        .contains("\r\nProxy-Status: tsocks; error=http_request_denied; details=")
                        .endsWith("(default server at line 1)\n");
            }
            assertThat(gateway.told(GatewayEvent.Refused.class)).hasSize(4);
            assertThat(gateway.awaitClosed().reason()).isEqualTo(CloseReason.TURNED_AWAY);
        }
    }

    @Test
    void aServerSeesNothingOfWhatIsRefused() throws Exception {
        try (SocksTestServer server = SocksTestServer.start();
                TestGateway gateway =
                        TestGateway.with(
                                clientFor(
                                                policy(
                                                        "path {\nreaches = 10.0.0.0/255.0.0.0\nserver = %s\nserver_port = %d\n}\n"
                                                                .formatted(
                                                                        server.host(),
                                                                        server.port())))
                                        .build())) {
            assertThatThrownBy(() -> gateway.socks5("192.0.2.1", 80)).hasMessageContaining("0502");
            assertThat(server.sessions()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"169.254.169.254", "fe80::1", "fd00:ec2::254", "64:ff9b::a9fe:a9fe"})
    void linkLocalAddressesAreNotReached(String host) throws Exception {
        try (SocksTestServer server = SocksTestServer.start();
                TestGateway gateway = TestGateway.with(clientFor(through(server)).build())) {
            assertThatThrownBy(() -> gateway.socks5(host, 80)).hasMessageContaining("0502");
            assertThat(gateway.told(GatewayEvent.Refused.class))
                    .singleElement()
                    .satisfies(told -> assertThat(told.why()).contains("link-local"));
            assertThat(server.sessions()).isEmpty();
        }
    }

    @Test
    void itNeverConnectsToItself() throws Exception {
        try (TestGateway gateway = TestGateway.of("# all is refused but loopback")) {
            for (String host : new String[] {"127.0.0.1", "localhost", "0.0.0.0", "127.1"}) {
                assertThatThrownBy(() -> gateway.socks5(host, gateway.port()))
                        .hasMessageContaining("0502");
            }
            assertThat(gateway.told(GatewayEvent.Opened.class)).hasSize(4);
        }
    }

    @Test
    void aPolicyThatLeadsBackToItFails() throws Exception {
        try (TestGateway gateway = TestGateway.of("# replaced")) {
            gateway.replace(
                    clientFor(
                                    policy(
                                            "server = 127.0.0.1\nserver_port = %d\n"
                                                    .formatted(gateway.port())))
                            .build(),
                    "r2");
            assertThatThrownBy(() -> gateway.socks5("10.1.2.3", 80)).hasMessageContaining("0501");
            assertThat(gateway.told(GatewayEvent.Opened.class)).hasSize(1);
            assertThat(gateway.told(GatewayEvent.Failed.class))
                    .singleElement()
                    .satisfies(
                            told -> assertThat(told.why()).contains("does not connect to itself"));
        }
    }

    @Test
    void aHalfClosedConnectionStillCarriesTheOtherDirection() throws Exception {
        try (TargetServer target = TargetServer.echo();
                TestGateway gateway = TestGateway.of("# loopback");
                Socket socket = gateway.socks5("127.0.0.1", target.port())) {
            byte[] much = new byte[3_000_000];
            Thread writer =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try {
                                            socket.getOutputStream().write(much);
                                            socket.shutdownOutput();
                                        } catch (java.io.IOException e) {
                                            throw new java.io.UncheckedIOException(e);
                                        }
                                    });
            assertThat(socket.getInputStream().readAllBytes()).isEqualTo(much);
            writer.join();
            GatewayEvent.Closed end = gateway.awaitClosed();
            assertThat(end.reason()).isEqualTo(CloseReason.ENDED);
            assertThat(end.connection().bytesUp()).isEqualTo(much.length);
            assertThat(end.connection().bytesDown()).isEqualTo(much.length);
        }
    }

    @Test
    void aBrokenConnectionBreaksTheOtherOne() throws Exception {
        try (TargetServer target = TargetServer.echo();
                TestGateway gateway = TestGateway.of("# loopback");
                Socket socket = gateway.socks5("127.0.0.1", target.port())) {
            assertEchoes(socket);
            socket.setSoLinger(true, 0);
            socket.close();
            assertThat(gateway.awaitClosed().reason()).isEqualTo(CloseReason.BROKEN);
            assertThat(gateway.gateway.size()).isZero();
        }
    }

    @Test
    void theUnknownIsRefusedInTheClientsOwnProtocol() throws Exception {
        try (TestGateway gateway = TestGateway.of("# loopback")) {
            assertThat(gateway.exchangeHex("0501 00 0509 00 01 7f000001 0050"))
                    .isEqualTo("05000507" + "000100000000" + "0000");
            assertThat(gateway.exchangeHex("0501 01")).isEqualTo("05ff");
            assertThat(gateway.exchange("GET / HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 400 ");
            assertThat(gateway.exchange("\u0016\u0003\u0001\n\n")).startsWith("HTTP/1.1 400 ");
        }
    }
}
