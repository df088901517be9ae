package io.tsocks.gateway;

import static io.tsocks.client.testing.Clients.clientFor;
import static io.tsocks.client.testing.Clients.policy;
import static io.tsocks.gateway.HttpBridgeTest.exchange;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.client.Deadlines;
import io.tsocks.testing.TargetServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// No answer of the bridge can be taken for one of the site.
class BridgeRefusalTest {

    private final ServerSocket mute;

    BridgeRefusalTest() throws IOException {
        mute = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    }

    @AfterEach
    void close() throws IOException {
        mute.close();
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of("", "403 Forbidden", "http_request_denied"),
                Arguments.of("server_port = CLOSED", "502 Bad Gateway", "connection_refused"),
                Arguments.of("server_port = MUTE", "504 Gateway Timeout", "connection_timeout"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void anAnswerSaysThatItIsTheProxys(String port, String status, String error) throws Exception {
        try (PolicyProxySelector selector = open(port)) {
            for (String request :
                    new String[] {
                        "GET http://192.0.2.1/ HTTP/1.1\r\n\r\n",
                        "HEAD http://192.0.2.1/ HTTP/1.1\r\n\r\n",
                        "CONNECT 192.0.2.1:443 HTTP/1.1\r\n\r\n",
                    }) {
                String answer = exchange(selector, request);
                assertThat(answer)
                        .startsWith("HTTP/1.1 " + status + "\r\nProxy-Status: tsocks; error=")
                        .contains("; error=" + error + "; details=\"");
                assertThat(isWhole(answer)).isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aProgramThatReadsTheAnswerFails(String port, String status, String error)
            throws Exception {
        try (PolicyProxySelector selector = open(port)) {
            URI uri = URI.create("http://192.0.2.1/");
            HttpURLConnection connection =
                    (HttpURLConnection) uri.toURL().openConnection(selector.select(uri).getFirst());
            assertThatThrownBy(connection::getInputStream).isInstanceOf(IOException.class);
            assertThat(connection.getHeaderField("Proxy-Status")).contains(error);
            assertThat(status).startsWith(connection.getResponseCode() + " ");
        }
    }

    /// Whatever a destination is called, the field stays one line of ASCII.
    @Test
    void theReasonIsQuoted() {
        assertThat(HttpProblem.badRequest("a \"b\" \\ \u00fc\r\n").proxyStatus())
                .isEqualTo("tsocks; error=http_request_error; details=\"a \\\"b\\\" \\\\ ???\"");
    }

    private PolicyProxySelector open(String port) throws IOException {
        String server =
                port.isEmpty()
                        ? ""
                        : "server = 127.0.0.1\nserver_type = 5\n"
                                + port.replace("CLOSED", "" + TargetServer.closedPort())
                                        .replace("MUTE", "" + mute.getLocalPort())
                                + "\n";
        return PolicyProxySelector.open(
                clientFor(policy(server)).deadlines(Deadlines.all(Duration.ofMillis(200))).build());
    }

    private static boolean isWhole(String answer) {
        int end = answer.indexOf("\r\n\r\n");
        String length = answer.replaceFirst("(?s).*Content-Length: ([0-9]+)\r\n.*", "$1");
        return end >= 0 && answer.length() - end - 4 >= Integer.parseInt(length);
    }
}
