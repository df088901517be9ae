package io.tsocks.gateway;

import static io.tsocks.client.testing.Clients.SOON;
import static io.tsocks.client.testing.Clients.clientFor;
import static io.tsocks.client.testing.Clients.through;
import static io.tsocks.gateway.HttpBridgeTest.exchange;
import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.client.testing.Clients;
import io.tsocks.testing.KeepAliveHttpServer;
import io.tsocks.testserver.SocksTestServer;
import java.io.IOException;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whom a bridge serves if the kernel does not tell who they are, as on macOS and Windows.
class BridgeClientsTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";
    private static final String GET = "GET http://a.test/ HTTP/1.1\r\nHost: a.test\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Proxy-Authorization: \r\n",
                "Proxy-Authorization: Bearer\r\n",
                "Proxy-Authorization: Bearer x\r\n",
                "Proxy-Authorization: Basic dHNvY2tzOg==\r\n",
            })
    void aClientWithoutTheSecretIsAskedForIt(String field) throws Exception {
        try (SocksTestServer server = SocksTestServer.start();
                PolicyProxySelector selector = open(server)) {
            assertThat(selector.authorization()).startsWith("Bearer ");
            for (String request : new String[] {GET, "CONNECT a.test:443 HTTP/1.1\r\n"}) {
                assertThat(exchange(selector, request + field + "\r\n"))
                        .startsWith("HTTP/1.1 407 ")
                        .contains("\r\nProxy-Authenticate: Basic realm=\"tsocks\"\r\n")
                        .contains("\r\nProxy-Status: tsocks; error=");
            }
            assertThat(server.sessions()).isEmpty();
        }
    }

    @Test
    void aRequestWithTheSecretIsServedAndTheSecretStaysHere() throws Exception {
        try (KeepAliveHttpServer target = KeepAliveHttpServer.answering(OK);
                SocksTestServer server = Clients.leadingTo(target.address());
                PolicyProxySelector selector = open(server)) {
            String bearer = selector.authorization();
            String key = bearer.substring("Bearer ".length());
            String basic =
                    Base64.getEncoder()
                            .encodeToString(("tsocks:" + key).getBytes(StandardCharsets.US_ASCII));
            for (String value : new String[] {bearer, "bearer  " + key, "Basic " + basic}) {
                String request = GET + "Proxy-Authorization: " + value + "\r\n\r\n";
                assertThat(exchange(selector, request)).endsWith("hi");
            }
            assertThat(target.requests()).hasSize(3);
            assertThat(String.join("", target.requests())).doesNotContain(key, basic, "roxy");
        }
    }

    @Test
    void aTunnelWithTheSecretIsServed() throws Exception {
        try (KeepAliveHttpServer target = KeepAliveHttpServer.answering(OK);
                SocksTestServer server = Clients.leadingTo(target.address());
                PolicyProxySelector selector = open(server);
                Socket socket = HttpBridgeTest.connect(selector)) {
            HttpBridgeTest.write(
                    socket,
                    "CONNECT a.test:443 HTTP/1.1\r\nProxy-Authorization: "
                            + selector.authorization()
                            + "\r\n\r\n");
            assertThat(socket.getInputStream().readNBytes(12)).asString().endsWith(" 200");
        }
    }

    @Test
    void javasOwnClientsAuthenticate() throws Exception {
        try (KeepAliveHttpServer target = KeepAliveHttpServer.answering(OK);
                SocksTestServer server = Clients.leadingTo(target.address());
                PolicyProxySelector selector = open(server)) {
            URI uri = URI.create("http://a.test/");
            Proxy proxy = selector.select(uri).getFirst();
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(proxy);
            connection.setAuthenticator(selector.authenticator());
            assertThat(connection.getResponseCode()).isEqualTo(200);
            assertThat(server.sessions()).hasSize(1);
        }
    }

    @Test
    void theAuthenticatorAnswersForItsOwnPortOnly() throws Exception {
        try (SocksTestServer server = SocksTestServer.start();
                PolicyProxySelector selector = open(server)) {
            int port = selector.address().getPort();
            Authenticator others =
                    new Authenticator() {
                        @Override
                        protected PasswordAuthentication getPasswordAuthentication() {
                            return new PasswordAuthentication("other", new char[0]);
                        }
                    };
            assertThat(ask(selector.authenticator(), "127.0.0.1", port)).isEqualTo("tsocks");
            assertThat(ask(selector.authenticator(), "127.0.0.1", port + 1)).isEqualTo("nobody");
            assertThat(ask(selector.authenticator(), "a.test", port)).isEqualTo("nobody");
            assertThat(ask(selector.authenticator(others), "a.test", port)).isEqualTo("other");
        }
    }

    @Test
    void aClientOfSocksLogsInWithTheSecret() throws Exception {
        try (KeepAliveHttpServer target = KeepAliveHttpServer.answering(OK);
                SocksTestServer server = Clients.leadingTo(target.address());
                PolicyProxySelector selector = open(server)) {
            String key = selector.authorization().substring("Bearer ".length());
            assertThat(socks(selector, "\0")).containsExactly(5, -1);
            assertThat(socks(selector, "\2", "tsocks", "wrong")).containsExactly(5, 2, 1, 1);
            assertThat(socks(selector, "\0\2", "tsocks", key)).containsExactly(5, 2, 1, 0);
        }
    }

    private static byte[] socks(PolicyProxySelector selector, String methods, String... login)
            throws IOException {
        StringBuilder text = new StringBuilder("\5").append((char) methods.length());
        text.append(methods);
        if (login.length > 0) {
            text.append('\1');
        }
        for (String each : login) {
            text.append((char) each.length()).append(each);
        }
        try (Socket socket = HttpBridgeTest.connect(selector)) {
            HttpBridgeTest.write(socket, text.toString());
            socket.shutdownOutput();
            return socket.getInputStream().readAllBytes();
        }
    }

    private static String ask(Authenticator authenticator, String host, int port) {
        PasswordAuthentication answer =
                authenticator.requestPasswordAuthenticationInstance(
                        host,
                        null,
                        port,
                        "http",
                        "realm",
                        "basic",
                        null,
                        Authenticator.RequestorType.PROXY);
        return answer == null ? "nobody" : answer.getUserName();
    }

    private static PolicyProxySelector open(SocksTestServer server) throws IOException {
        return PolicyProxySelector.open(clientFor(through(server)).build(), _ -> false, SOON);
    }
}
