package io.tsocks.gateway;

import static io.tsocks.client.testing.Clients.clientFor;
import static io.tsocks.client.testing.Clients.policy;
import static io.tsocks.client.testing.Clients.through;
import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.client.testing.Clients;
import io.tsocks.testing.KeepAliveHttpServer;
import io.tsocks.testserver.SocksTestServer;
import java.io.IOException;
import java.net.Proxy;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a program can rely on that sends HTTP through the bridge.
class HttpBridgeTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

    @Test
    void whatFollowsARequestGoesNowhere() throws Exception {
        try (KeepAliveHttpServer target = KeepAliveHttpServer.answering(OK);
                SocksTestServer server = Clients.leadingTo(target.address());
                PolicyProxySelector selector = open(server)) {
            String answer =
                    exchange(
                            selector,
                            "POST http://a.test/1 HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc"
                                    + "GET http://b.test/2 HTTP/1.1\r\n\r\n");
            assertThat(answer)
                    .isEqualTo(
                            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi");
            assertThat(target.requests())
                    .containsExactly(
                            "POST /1 HTTP/1.1\r\nHost: a.test\r\nContent-Length: 3\r\n"
                                    + "Connection: close\r\n\r\nabc");
        }
    }

    @Test
    void aChunkedBodyArrivesWhole() throws Exception {
        String chunks = "3;x=y\r\nabc\r\n00a\r\n0123456789\r\n0\r\n\r\n";
        try (KeepAliveHttpServer target = KeepAliveHttpServer.answering(OK);
                SocksTestServer server = Clients.leadingTo(target.address());
                PolicyProxySelector selector = open(server)) {
            String head = "POST http://a.test/ HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
            assertThat(exchange(selector, head + chunks + "GET http://b.test/")).endsWith("hi");
            assertThat(target.requests().getFirst())
                    .endsWith("\r\n\r\n3\r\nabc\r\na\r\n0123456789\r\n0\r\n\r\n");
            assertThat(target.requests()).hasSize(1);
        }
    }

    @Test
    void aBodyArrivesWholeAfterOneHundredContinue() throws Exception {
        String answers = "HTTP/1.1 100 Continue\r\n\r\n" + OK;
        try (KeepAliveHttpServer target = KeepAliveHttpServer.answering(answers);
                SocksTestServer server = Clients.leadingTo(target.address());
                PolicyProxySelector selector = open(server)) {
            String head = "POST http://a.test/ HTTP/1.1\r\nContent-Length: 1000000\r\n\r\n";
            assertThat(exchange(selector, head + "x".repeat(1_000_000)))
                    .startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n")
                    .endsWith("hi");
            assertThat(target.requests().getFirst()).endsWith("\r\n\r\n" + "x".repeat(1_000_000));
        }
    }

    /// One that two readers could understand in two ways is a request smuggled past one of them.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 3\r\nTransfer-Encoding: chunked",
                "Content-Length: 3\r\nContent-Length: 4",
                "Content-Length: +3",
                "Content-Length: ",
                "Content-Length : 3",
                "Transfer-Encoding: chunked, chunked",
                "Transfer-Encoding: gzip",
                "A: 1\rContent-Length: 3",
                "A: 1\r\n Content-Length: 3",
                "A: 1\0",
                "no field",
            })
    void anAmbiguousRequestIsRefused(String field) throws Exception {
        assertThat(refusal("POST http://a.test/ HTTP/1.1\r\n" + field + "\r\n\r\n"))
                .matches("(?s)HTTP/1.1 (400|501) .*\r\nConnection: close\r\n.*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET http://a.test/ HTTP/1.1 x\r\n\r\n",
                "GET http://a.test/\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET ftp://a.test/ HTTP/1.1\r\n\r\n",
                "GET http:///x HTTP/1.1\r\n\r\n",
                "GET http://a.test:99999/ HTTP/1.1\r\n\r\n",
                "GET http://a.test:0/ HTTP/1.1\r\n\r\n",
                "CONNECT a.test HTTP/1.1\r\n\r\n",
                "CONNECT a.test: HTTP/1.1\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\n",
            })
    void whatIsNoRequestToAProxyIsRefused(String request) throws Exception {
        assertThat(refusal(request)).matches("(?s)HTTP/1.1 (400|505) .*");
    }

    /// What is answered ends up in logs.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET https://joe:secret@a.test/ HTTP/1.1\r\n\r\n",
                "GET http://joe:secret/x@a.test/ HTTP/1.1\r\n\r\n",
                "CONNECT joe:secret@a.test:443 HTTP/1.1\r\n\r\n",
                "CONNECT secret@a.test:443 HTTP/1.1\r\n\r\n",
            })
    void aRefusalDoesNotRepeatAPassword(String request) throws Exception {
        assertThat(refusal(request)).startsWith("HTTP/1.1 400 ").doesNotContain("secret");
    }

    @Test
    void aHeadThatIsTooLongIsSaidToBe() throws Exception {
        assertThat(refusal("GET http://a.test/ HTTP/1.1\r\nX: " + "x".repeat(70_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ");
    }

    @Test
    void emptyLinesBeforeARequestArePassedOver() throws Exception {
        assertThat(forwarded("\r\n\r\nGET http://a.test/ HTTP/1.1\r\n\r\n"))
                .startsWith("GET / HTTP/1.1\r\n");
    }

    /// Programs send more than the grammar of URIs has.
    @Test
    void whatProgramsSendGoesOnAsItCame() throws Exception {
        assertThat(forwarded("GET http://my_host.test:8080/a|b?q={x}#f HTTP/1.1\r\n\r\n"))
                .startsWith("GET /a|b?q={x} HTTP/1.1\r\nHost: my_host.test:8080\r\n");
        assertThat(forwarded("GET http://a.test?q=1 HTTP/1.1\r\n\r\n")).startsWith("GET /?q=1 ");
        assertThat(forwarded("OPTIONS http://a.test HTTP/1.1\r\n\r\n")).startsWith("OPTIONS * ");
    }

    @Test
    void whatIsBetweenTheProgramAndTheBridgeStaysThere() throws Exception {
        String request =
                """
                GET http://joe:secret@a.test/ HTTP/1.1\r
                Host: other.test\r
                Connection: X-Hop, keep-alive, Host\r
                X-Hop: 1\r
                Keep-Alive: 5\r
                TE: trailers\r
                Proxy-Authorization: Basic xyz\r
                Proxy-Connection: keep-alive\r
                Upgrade: h2c\r
                HTTP2-Settings: AAA\r
                X-Own: 2\r
                \r
                """;
        assertThat(forwarded(request))
                .isEqualTo(
                        """
                        GET / HTTP/1.1\r
                        Host: a.test\r
                        X-Own: 2\r
                        Connection: close\r
                        \r
                        """);
    }

    @Test
    void aTunnelMayGoToANameThatIsNoUri() throws Exception {
        try (KeepAliveHttpServer target = KeepAliveHttpServer.answering(OK);
                SocksTestServer server = Clients.leadingTo(target.address());
                PolicyProxySelector selector = open(server);
                Socket socket = connect(selector)) {
            write(socket, "CONNECT my_host:80 HTTP/1.1\r\n\r\n");
            String connected = "HTTP/1.1 200 Connected\r\n\r\n";
            assertThat(socket.getInputStream().readNBytes(connected.length()))
                    .asString()
                    .isEqualTo(connected);
            assertThat(server.sessions().getFirst().request().orElseThrow().host())
                    .isEqualTo("my_host");
        }
    }

    @Test
    void aRefusalIsReadEvenWhileABodyIsSent() throws Exception {
        try (PolicyProxySelector selector =
                PolicyProxySelector.open(clientFor(policy("local = 10.0.0.0/255.0.0.0")).build())) {
            String head = "POST http://192.0.2.1/ HTTP/1.1\r\nContent-Length: 3000000\r\n\r\n";
            for (int i = 0; i < 5; i++) {
                assertThat(exchange(selector, head + "x".repeat(3_000_000)))
                        .startsWith("HTTP/1.1 403 Forbidden\r\n");
            }
        }
    }

    private String forwarded(String request) throws Exception {
        try (KeepAliveHttpServer target = KeepAliveHttpServer.answering(OK);
                SocksTestServer server = Clients.leadingTo(target.address());
                PolicyProxySelector selector = open(server)) {
            assertThat(exchange(selector, request)).endsWith("hi");
            return target.requests().getFirst();
        }
    }

    /// What the bridge answers to a request that it must not pass on to anybody.
    private static String refusal(String request) throws Exception {
        try (SocksTestServer server = SocksTestServer.start();
                PolicyProxySelector selector = open(server)) {
            String answer = exchange(selector, request);
            assertThat(server.sessions()).isEmpty();
            return answer;
        }
    }

    static String exchange(PolicyProxySelector selector, String request) throws IOException {
        try (Socket socket = connect(selector)) {
            write(socket, request);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    static Socket connect(PolicyProxySelector selector) throws IOException {
        Socket socket = new Socket(Proxy.NO_PROXY);
        socket.connect(selector.address());
        return socket;
    }

    static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    static PolicyProxySelector open(SocksTestServer server) throws IOException {
        return PolicyProxySelector.open(clientFor(through(server)).build());
    }
}
