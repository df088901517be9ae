package io.tsocks.gateway;

import static io.tsocks.gateway.HttpBridgeTest.connect;
import static io.tsocks.gateway.HttpBridgeTest.exchange;
import static io.tsocks.gateway.HttpBridgeTest.open;
import static io.tsocks.gateway.HttpBridgeTest.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.client.testing.Clients;
import io.tsocks.testing.KeepAliveHttpServer;
import io.tsocks.testserver.SocksTestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a program gets back through the bridge, from targets that keep their connections open.
class HttpBridgeResponseTest {

    private static final String GET = "GET http://a.test/ HTTP/1.1\r\n\r\n";
    private static final String ASKING =
            "GET http://a.test/ HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: WebSocket\r\n\r\n";

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "GET  > 200 OK|Content-Length: 2||hi",
                "GET  > 200 OK|Transfer-Encoding: chunked||2|hi|0||",
                "GET  > 200 OK|Transfer-Encoding: chunked||2|hi|0|Checksum: 1||",
                "GET  > 204 No Content||",
                "GET  > 304 Not Modified|Content-Length: 7||",
                "HEAD > 200 OK|Content-Length: 7||",
                "GET  > 404|Content-Length: 0||",
            })
    void aResponseEndsWhereItSays(String method, String response) throws Exception {
        String sent = "HTTP/1.1 " + response.replace("|", "\r\n");
        String answer = answer(method + " http://a.test/ HTTP/1.1\r\n\r\n", sent);
        assertThat(answer.replace("\r\nConnection: close\r\n", "\r\n"))
                .isEqualTo(sent.replace("404\r", "404 \r"));
        assertThat(answer).contains("\r\nConnection: close\r\n");
    }

    @Test
    void aResponseMayEndWithTheConnection() throws Exception {
        assertThat(answer(GET, "!HTTP/1.0 200 OK\r\n\r\nall of it"))
                .isEqualTo("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nall of it");
    }

    @Test
    void interimResponsesComeFirst() throws Exception {
        String early = "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n";
        String ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";
        assertThat(answer(GET, early + ok)).startsWith(early + "HTTP/1.1 200 OK").endsWith("hi");
        assertThat(answer(GET.replace("1.1", "1.0"), early + ok)).startsWith("HTTP/1.1 200 OK");
    }

    @Test
    void whatIsBetweenTheBridgeAndTheTargetStaysThere() throws Exception {
        String response =
                """
                HTTP/1.1 407 Who?\r
                Connection: keep-alive, X-Hop\r
                X-Hop: 1\r
                Keep-Alive: 5\r
                Proxy-Authenticate: Basic\r
                Own : 1\r
                Content-Length: 0\r
                \r
                """;
        assertThat(answer(GET, response))
                .isEqualTo(
                        """
                        HTTP/1.1 407 Who?\r
                        Own: 1\r
                        Content-Length: 0\r
                        Connection: close\r
                        \r
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi",
                "!HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhi",
                "!HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhi",
            })
    void aResponseCutShortDoesNotLookWhole(String response) {
        assertThatThrownBy(() -> answer(GET, response)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!",
                "!220 smtp.test\r\n\r\n",
                "!HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nhi",
                "!HTTP/1.1 200 OK\r\nno field\r\n\r\nhi",
                "!HTTP/1.1 200",
                "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n",
            })
    void whatIsNoResponseIsABadGateway(String response) throws Exception {
        assertThat(answer(GET, response)).startsWith("HTTP/1.1 502 Bad Gateway\r\n");
    }

    @Test
    void aWebSocketIsCarriedAsItIs() throws Exception {
        String switched =
                """
                HTTP/1.1 101 Switching Protocols\r
                Connection: Upgrade\r
                Upgrade: WebSocket\r
                \r
                """;
        try (KeepAliveHttpServer target = KeepAliveHttpServer.answering(switched);
                SocksTestServer server = Clients.leadingTo(target.address());
                PolicyProxySelector selector = open(server);
                Socket socket = connect(selector)) {
            write(socket, ASKING);
            assertThat(socket.getInputStream().readNBytes(switched.length()))
                    .asString()
                    .isEqualTo(switched);
            Clients.assertEchoes(socket);
            assertThat(target.requests().getFirst())
                    .endsWith("Connection: Upgrade\r\nUpgrade: WebSocket\r\n\r\n");
        }
    }

    @Test
    void aRefusedUpgradeIsAnOrdinaryResponse() throws Exception {
        String refusal = "HTTP/1.1 400 No\r\nContent-Length: 2\r\n\r\nno";
        assertThat(answer(ASKING, refusal)).startsWith("HTTP/1.1 400 No").endsWith("no");
    }

    @Test
    void closingTheBridgeEndsWhatWaitsForATarget() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
                SocksTestServer server =
                        Clients.leadingTo((InetSocketAddress) mute.getLocalSocketAddress())) {
            PolicyProxySelector selector = open(server);
            try (Socket socket = connect(selector)) {
                write(socket, ASKING);
                assertEndsWith(selector, mute);
            }
        }
    }

    private static void assertEndsWith(PolicyProxySelector selector, ServerSocket target)
            throws IOException {
        try (Socket accepted = target.accept()) {
            accepted.setSoTimeout((int) Clients.SOON.toMillis());
            assertThat(HeadReader.read(accepted.getInputStream())).isNotEmpty();
            selector.close();
            assertThat(accepted.getInputStream().read()).isEqualTo(-1);
        }
    }

    private static String answer(String request, String response) throws Exception {
        try (KeepAliveHttpServer target = KeepAliveHttpServer.answering(response);
                SocksTestServer server = Clients.leadingTo(target.address());
                PolicyProxySelector selector = open(server)) {
            return exchange(selector, request);
        }
    }
}
