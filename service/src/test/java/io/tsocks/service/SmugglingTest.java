package io.tsocks.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Heads that say something else to one reader than to another, or that claim to come through
/// another listener. HERE and TOKEN stand for the service's own.
@Timeout(120)
class SmugglingTest {

    private static final String POLICY = "local = 10.1.0.0/255.255.0.0\nserver = 10.1.0.1\n";
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");

    @TempDir private static Path folder;
    private static RunningService service;

    @BeforeAll
    static void start() throws Exception {
        service = RunningService.following(folder, POLICY);
    }

    @AfterAll
    static void stop() throws Exception {
        service.close();
    }

    /// Nothing after the head is taken for a request, because its length is in doubt.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\nContent-Length: 5",
                "Transfer-Encoding: chunked\nTransfer-Encoding: identity",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding : chunked",
                "Content-Length: 5\nContent-Length: 0",
                "Content-Length: -1",
                "Content-Length: 5, 5",
                "Content-Length: +5",
                "Content-Length: 0x5",
                "X: y\n Content-Length: 5"
            })
    void aBodyWithoutACertainLengthEndsTheConnection(String lengths) throws Exception {
        String answer =
                send(
                        "PUT /v1/policy HTTP/1.1\nHost: HERE\nAuthorization: Bearer TOKEN\n"
                                + "If-Match: *\n"
                                + lengths
                                + "\n\n0\n\nGET /v1/policy HTTP/1.1\nHost: HERE\n"
                                + "Authorization: Bearer TOKEN\n\n");
        assertThat(STATUS.matcher(answer).results().map(match -> match.group(1)))
                .as(answer)
                .containsExactly("400");
    }

    /// The body of a request that is refused is not the next request.
    @ParameterizedTest
    @ValueSource(strings = {"PUT /v1/policy", "POST /v1/route", "GET /v1/status", "POST /nowhere"})
    void theBodyOfARefusedRequestIsNotRead(String request) throws Exception {
        String hidden = "GET /v1/policy HTTP/1.1\nHost: HERE\nAuthorization: Bearer TOKEN\n\n";
        int length = fill(hidden).replace("\n", "\r\n").length();
        String answer =
                send(
                        request
                                + " HTTP/1.1\nHost: HERE\nContent-Length: "
                                + length
                                + "\n\n"
                                + hidden);
        assertThat(answer).doesNotContain("HTTP/1.1 200", "server =");
    }

    /// What is in a body that breaks off is neither the next request nor in the log.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "hidden-word\n",
                "-1\n",
                "ffffffffffffffffff\n",
                "4\nhidden-word\n0\n\n",
                "4;hidden-word=1\nabcd\n0\n\n"
            })
    void aBodyInBrokenChunksEndsTheConnection(String chunks) throws Exception {
        String answer =
                send(
                        "PUT /v1/policy HTTP/1.1\nHost: HERE\nAuthorization: Bearer TOKEN\n"
                                + "If-Match: *\nTransfer-Encoding: chunked\n\n"
                                + chunks
                                + "GET /v1/policy HTTP/1.1\nHost: HERE\n"
                                + "Authorization: Bearer TOKEN\n\n");
        assertThat(STATUS.matcher(answer).results().map(match -> match.group(1)))
                .as(answer)
                .containsExactly("400");
        assertThat(service.log()).doesNotContain("hidden-word");
    }

    /// A header that is sent twice is not the first of both.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "If-Match: *\nIf-Match: \"1-000000000000\"",
                "If-Match: *\nOrigin: http://HERE\nOrigin: http://evil.example",
                "If-Match: *\nSec-Fetch-Site: same-origin\nSec-Fetch-Site: cross-site",
                "If-Match: *\nContent-Type: text/plain\nContent-Type: multipart/form-data",
                "If-Match: *\nContent-Type: Application/X-WWW-Form-Urlencoded"
            })
    void aHeaderThatIsSentTwiceOpensNothing(String headers) throws Exception {
        String answer =
                send(
                        "PUT /v1/policy HTTP/1.1\nHost: HERE\nAuthorization: Bearer TOKEN\n"
                                + headers
                                + "\nContent-Length: 4\nConnection: close\n\n# a\n");
        assertThat(answer).startsWith("HTTP/1.1 4");
    }

    /// What proxies add for servers that trust them opens nothing here.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-For: 127.0.0.1\nX-Forwarded-Proto: unix",
                "Forwarded: for=unix;proto=https;host=localhost",
                "X-Client-Cert: admin\nX-SSL-Client-S-DN: CN=deploy\nSSL_CLIENT_VERIFY: SUCCESS",
                "X-Original-URL: /healthz\nX-Rewrite-URL: /healthz",
                "Authorization: Basic YWRtaW46YWRtaW4=",
                "Authorization: Bearer wrong\nAuthorization: Bearer TOKEN",
                "Authorization: bearer TOKEN",
                "Proxy-Authorization: Bearer TOKEN",
                "Cookie: token=TOKEN",
                "Connection: Authorization",
                "Upgrade: h2c\nConnection: Upgrade, HTTP2-Settings\nHTTP2-Settings: AAMAAABk"
            })
    void noOtherHeaderOpensTheService(String headers) throws Exception {
        String answer =
                send("GET /v1/status HTTP/1.1\nHost: HERE\n" + headers + "\nConnection: close\n\n");
        assertThat(answer).startsWith("HTTP/1.1 401").doesNotContain("\"revision\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/status HTTP/1.1\nHost: evil.example\nHost: HERE",
                "GET /v1/status HTTP/1.1\nHost: HERE\nHost: evil.example",
                "GET /v1/status HTTP/1.1\nHost : HERE",
                "GET /v1/status HTTP/1.1\nHost: HERE\nX-Forwarded-Host: HERE\n X: folded",
                "GET http://evil.example/v1/status HTTP/1.1\nHost: HERE",
                "GET http://HERE/v1/status HTTP/1.1\nHost: evil.example",
                "GET /v1/status HTTP/1.0\nHost: HERE",
                "GET /v1/status\nHost: HERE",
                "PROXY TCP4 127.0.0.1 127.0.0.1 1 2\nGET /v1/status HTTP/1.1\nHost: HERE",
                "CONNECT 127.0.0.1:22 HTTP/1.1\nHost: HERE",
                "PRI * HTTP/2.0\n\nSM",
                "\005\001\000"
            })
    void whatIsNotOneRequestForThisHostIsRefused(String head) throws Exception {
        String answer = send(head + "\nAuthorization: Bearer TOKEN\nConnection: close\n\n");
        assertThat(answer).as(head).doesNotContain("HTTP/1.1 2", "\"revision\"");
        assertThat(service.get("/v1/status").statusCode()).isEqualTo(200);
    }

    private static String fill(String text) {
        return text.replace("HERE", "127.0.0.1:" + service.port()).replace("TOKEN", service.token);
    }

    private static String send(String text) throws Exception {
        try (RawHttp http = RawHttp.to(service.port())) {
            http.send(fill(text));
            http.socket().shutdownOutput();
            return http.rest();
        }
    }
}
