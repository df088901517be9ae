package io.tsocks.service;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.service.api.Tokens;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What others on this machine, and web pages in its browsers, may try at the port on loopback.
@Timeout(180)
class AttackTest {

    private static final String POLICY = "local = 10.1.0.0/255.255.0.0\nserver = 10.1.0.1\n";
    private static final int SOME = 20;

    @TempDir private Path folder;
    private RunningService service;

    @BeforeEach
    void start() throws Exception {
        service = RunningService.following(folder, POLICY);
    }

    @AfterEach
    void stop() throws Exception {
        service.close();
    }

    @Test
    void withoutATokenNothingIsAnsweredButThePagesAndTheHealth() throws Exception {
        for (String path :
                List.of("/v1/status", "/v1/policy", "/metrics", "/proxy.pac", "/v1/events")) {
            assertThat(service.send(service.bare(path)).statusCode()).as(path).isEqualTo(401);
        }
        assertThat(service.send(service.bare("/")).statusCode()).isEqualTo(200);
        assertThat(service.send(service.bare("/healthz")).statusCode()).isEqualTo(200);
    }

    /// A page of evil.example whose name now leads to 127.0.0.1 (DNS rebinding).
    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:%d",
                "127.0.0.1.evil.example",
                "127.0.0.1:1",
                ""
            })
    void aRequestForAnotherHostIsRefused(String host) throws Exception {
        String answer = raw("GET /v1/status HTTP/1.1", "Host: " + host.formatted(service.port()));
        assertThat(answer).containsPattern("^HTTP/1.1 4(21|00) ").doesNotContain("revision");
        assertThat(raw("GET / HTTP/1.1", "Host: " + host.formatted(service.port())))
                .doesNotContain("200 OK");
    }

    @Test
    void theServiceIsKnownByTheNamesOfLoopback() throws Exception {
        for (String host : List.of("127.0.0.1", "localhost", "[::1]", "LOCALHOST")) {
            assertThat(raw("GET /healthz HTTP/1.1", "Host: " + host + ":" + service.port()))
                    .as(host)
                    .startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void pagesOfOtherSitesMayNotEvenWriteWithTheToken() throws Exception {
        HttpRequest.Builder put =
                service.request("/v1/policy")
                        .header("If-Match", "*")
                        .header("Origin", "http://evil.example")
                        .PUT(HttpRequest.BodyPublishers.ofString(POLICY + "# x\n"));
        assertThat(service.send(put).statusCode()).isEqualTo(403);
        HttpRequest.Builder fetch =
                service.request("/v1/status").header("Sec-Fetch-Site", "cross-site");
        HttpResponse<String> refused = service.send(fetch);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        HttpRequest.Builder own =
                service.request("/v1/status")
                        .header("Origin", service.base)
                        .header("Sec-Fetch-Site", "same-origin");
        assertThat(service.send(own).statusCode()).isEqualTo(200);
    }

    @Test
    void aPreflightOfAnotherSiteAllowsNothing() throws Exception {
        HttpRequest.Builder preflight =
                service.bare("/v1/policy")
                        .header("Origin", "http://evil.example")
                        .header("Access-Control-Request-Method", "PUT")
                        .method("OPTIONS", HttpRequest.BodyPublishers.noBody());
        HttpResponse<String> answer = service.send(preflight);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().map().keySet())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
    }

    @Test
    void aFormIsNoPolicy() throws Exception {
        for (String type :
                List.of("application/x-www-form-urlencoded", "multipart/form-data; boundary=x")) {
            HttpRequest.Builder put =
                    service.request("/v1/policy")
                            .header("If-Match", "*")
                            .header("Content-Type", type)
                            .PUT(HttpRequest.BodyPublishers.ofString(POLICY));
            assertThat(service.send(put).statusCode()).as(type).isEqualTo(415);
        }
    }

    @Test
    void aLinkToAPageMayComeFromElsewhere() throws Exception {
        HttpRequest.Builder link =
                service.bare("/")
                        .header("Sec-Fetch-Site", "cross-site")
                        .header("Sec-Fetch-Mode", "navigate");
        HttpResponse<String> page = service.send(link);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "frame-ancestors 'none'", "script-src 'self'")
                .doesNotContain("unsafe");
        assertThat(page.body()).doesNotContainPattern("<script(?![^>]*\\bsrc=)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../state/token",
                "/%2e%2e/state/token",
                "/..%2fstate%2ftoken",
                "/explorer/../../../../etc/passwd",
                "//etc/passwd",
                "/./index.html",
                "/index.html%00.png",
                "/\\..\\token",
                "/module-info.class",
                "/../openapi.json",
                "/v1/../healthz",
                "/v1/status;x=1"
            })
    void noPathLeadsOutOfThePages(String path) throws Exception {
        String answer =
                raw(
                        "GET " + path + " HTTP/1.1",
                        "Host: 127.0.0.1:" + service.port(),
                        "Authorization: Bearer " + service.token);
        assertThat(answer).as(path).containsPattern("^HTTP/1.1 40[04] ");
        assertThat(answer).doesNotContain("root:", service.token);
    }

    @Test
    void afterSomeWrongTokensNoneIsLookedAt() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(service.send(withToken("wrong-" + i)).statusCode()).isEqualTo(401);
        }
        assertThat(service.send(withToken("wrong-10")).statusCode()).isEqualTo(429);
        assertThat(service.get("/v1/status").statusCode())
                .as("not even the right one")
                .isEqualTo(429);
        assertThat(Files.exists(folder.resolve("state/api.sock"))).isTrue();
    }

    @Test
    void aPageWithAnOldTokenLocksNobodyOut() throws Exception {
        for (int i = 0; i < SOME; i++) {
            assertThat(service.send(withToken("old")).statusCode()).isEqualTo(401);
        }
        assertThat(service.get("/v1/status").statusCode()).isEqualTo(200);
    }

    private HttpRequest.Builder withToken(String token) {
        return service.bare("/v1/status").header("Authorization", "Bearer " + token);
    }

    @Test
    void aRoleMayDoItsOwnAndNothingMore() throws Exception {
        stop();
        String reader = Tokens.random();
        String operator = Tokens.random();
        Path tokens = folder.resolve("tokens");
        Files.writeString(tokens, "read ann " + reader + "\noperate bob " + operator + "\n");
        Files.setPosixFilePermissions(tokens, PosixFilePermissions.fromString("rw-------"));
        service = RunningService.with(folder, "[api]\ntokens = " + tokens + "\n");
        assertThat(service.send(as(reader, "/v1/status")).statusCode()).isEqualTo(200);
        assertThat(service.send(as(reader, "/v1/policy?secrets=true")).statusCode()).isEqualTo(403);
        assertThat(service.send(put(reader, "/v1/candidate")).statusCode()).isEqualTo(403);
        assertThat(service.send(put(operator, "/v1/candidate")).statusCode()).isEqualTo(200);
        assertThat(service.send(put(operator, "/v1/policy")).statusCode()).isEqualTo(403);
        assertThat(service.log()).contains("\"who\":\"bob\"").doesNotContain(operator);
    }

    private HttpRequest.Builder as(String token, String path) {
        return service.bare(path).header("Authorization", "Bearer " + token);
    }

    private HttpRequest.Builder put(String token, String path) {
        return as(token, path)
                .header("If-Match", "*")
                .PUT(HttpRequest.BodyPublishers.ofString(POLICY));
    }

    @Test
    void whatIsTooLargeIsRefused() throws Exception {
        String large = "x".repeat(20_000);
        assertThat(raw("GET /healthz HTTP/1.1", "Host: 127.0.0.1", "X: " + large))
                .containsPattern("^HTTP/1.1 4");
        assertThat(raw("GET /" + large + " HTTP/1.1", "Host: 127.0.0.1"))
                .containsPattern("^HTTP/1.1 4|^$");
        assertThat(
                        raw(
                                "PUT /v1/policy HTTP/1.1",
                                "Host: 127.0.0.1:" + service.port(),
                                "Authorization: Bearer " + service.token,
                                "If-Match: *",
                                "Content-Length: 99999999999"))
                .startsWith("HTTP/1.1 413");
        assertThat(service.post("/v1/find", large).statusCode()).isEqualTo(413);
        assertThat(service.get("/v1/status").statusCode()).isEqualTo(200);
    }

    private Socket connect() throws Exception {
        return new Socket(InetAddress.getLoopbackAddress(), service.port());
    }

    /// Sends a head as it is, and returns the answer to its end.
    private String raw(String... lines) throws Exception {
        try (Socket socket = connect()) {
            List<String> head = new ArrayList<>(List.of(lines));
            head.add("Connection: close");
            send(socket, head.toArray(String[]::new));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (SocketException e) {
            // reset, because it was cut off before all was read
            return "";
        }
    }

    private static void send(Socket socket, String... lines) throws Exception {
        OutputStream out = socket.getOutputStream();
        out.write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(ISO_8859_1));
        out.flush();
    }
}
