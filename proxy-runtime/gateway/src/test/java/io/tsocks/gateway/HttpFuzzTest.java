package io.tsocks.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.testing.Seeds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a hostile program or web server may send. The timeout is for what would take the square of
/// an input's length, which is hours here.
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD, unit = TimeUnit.SECONDS)
class HttpFuzzTest {

    /// What has a meaning somewhere in HTTP, and what other readers take for such.
    private static final String[] PIECES = {
        "GET ",
        "CONNECT ",
        "HEAD ",
        "http://",
        "a.test",
        "[::1]",
        ":80",
        "/",
        "?",
        "#",
        "@",
        " ",
        "HTTP/1.1",
        "HTTP/1.0",
        "\r\n",
        "\n",
        "\r",
        "\r\n\r\n",
        "\0",
        "\t",
        "\u0085",
        "\u00a0",
        "Host",
        ":",
        ": ",
        "x",
        "Connection: close",
        "Connection: ,,",
        "Upgrade: websocket",
        "Transfer-Encoding: chunked",
        "Content-Length: 3",
        "Content-Length: 99999999999999999999",
        "HTTP/1.1 200 OK",
        "HTTP/1.1 101 x",
        "a",
        "0",
        "3",
        ";",
        "=",
        "\"",
        ",",
        "abc",
        "\u00ff",
    };

    static LongStream seeds() {
        return Seeds.first(20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aChunkedBodyIsTheSameForASecondReader(long seed) throws Exception {
        RandomGenerator random = Seeds.random(seed);
        for (int i = 0; i < 200; i++) {
            byte[] body = new byte[random.nextInt(0, 300)];
            random.nextBytes(body);
            String carried = copy(chunked(body, random));
            assertThat(unchunked(carried)).as("seed %d", seed).isEqualTo(latin1(body));
        }
    }

    /// A line that says two things, or nothing, ends the message. Whatever is passed on has one
    /// meaning: it is read again as the same.
    @ParameterizedTest
    @MethodSource("seeds")
    void whateverComesIsReadOrRefused(long seed) {
        RandomGenerator random = Seeds.random(seed);
        for (int i = 0; i < 3_000; i++) {
            String text = text(random);
            assertThatCode(
                            () -> {
                                request(text);
                                request("GET http://a.test/ HTTP/1.1\r\n" + text + "\r\n\r\n");
                                response(text);
                                response("HTTP/1.1 200 OK\r\n" + text + "\r\n\r\n");
                                body(text);
                                body("1" + text + "\r\na\r\n0\r\n\r\n");
                            })
                    .as("seed %d: %s", seed, text)
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\t", ";", "; ", " ;", "0", ";a=\""})
    void aLongLineOfAChunkIsRefused(String piece) {
        String line = "1" + piece.repeat(60_000 / piece.length()) + "x";
        assertThatThrownBy(() -> copy(line + "\r\na\r\n0\r\n\r\n"))
                .isInstanceOf(HttpProblem.class)
                .hasMessageContaining("4096");
    }

    /// Each of these is as long as a head may be.
    @Test
    void aLongHeadTakesTimeInProportion() {
        for (String piece :
                new String[] {" ", "\t", ",", ":", "#", "@", "a", "\u00fc", "a,", "[", "x:\r\n"}) {
            String filler = piece.repeat(65_000 / piece.length());
            for (int i = 0; i < 20; i++) {
                request("GET http://a.test/" + filler + "x HTTP/1.1\r\n\r\n");
                request("GET http://" + filler + "/ HTTP/1.1\r\n\r\n");
                request("CONNECT " + filler + ":80 HTTP/1.1\r\n\r\n");
                request("GET http://a.test/ HTTP/1.1\r\nConnection: " + filler + "x\r\n\r\n");
                response("HTTP/1.1 200 OK\r\nx" + filler + "x\r\n\r\n");
                response("HTTP/1.1 200 " + filler + "\r\n\r\n");
                response("HTTP/1.1 200 OK\r\nTransfer-Encoding: " + filler + "\r\n\r\n");
                response("HTTP/1.1 200 OK\r\nContent-Length: " + filler + "\r\n\r\n");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 3\r\nContent-Length: 3", "Content-Length: 3, 3"})
    void aLengthThatIsSaidTwiceGoesOnOnce(String fields) throws Exception {
        String head = fields + "\r\n\r\n";
        HttpRequest request = HttpRequest.read(stream("POST http://a.test/ HTTP/1.1\r\n" + head));
        HttpResponse response = HttpResponse.read(stream("HTTP/1.1 200 OK\r\n" + head));
        assertThat(request.forwarded()).contains("Content-Length: 3\r\n").doesNotContain("3, 3");
        assertThat(request.forwarded()).containsOnlyOnce("Content-Length");
        assertThat(response.forwarded()).contains("Content-Length: 3\r\n");
        assertThat(response.forwarded()).containsOnlyOnce("Content-Length");
    }

    /// A line tabulation before "chunked" is a blank to Java, and to some readers of HTTP.
    @ParameterizedTest
    @ValueSource(strings = {"\u000bchunked", "chunked\f", ",\u001f,chunked"})
    void onlyBlanksAndTabsAreNoPartOfAValue(String coding) {
        String head = "POST http://a.test/ HTTP/1.1\r\nTransfer-Encoding: " + coding + "\r\n\r\n";
        assertThatThrownBy(() -> HttpRequest.read(stream(head)))
                .isInstanceOf(HttpProblem.class)
                .hasMessageContaining("a coding besides chunked");
    }

    /// An empty field of codings says nothing here, and might elsewhere.
    @Test
    void anEmptyTransferEncodingDoesNotGoOn() throws Exception {
        HttpRequest request =
                HttpRequest.read(
                        stream("GET http://a.test/ HTTP/1.1\r\nTransfer-Encoding: ,\r\n\r\n"));
        assertThat(request.forwarded()).doesNotContain("Transfer-Encoding");
    }

    /// Bytes that Java, but not HTTP, takes for ends of lines.
    @Test
    void aReasonAndAPathMayHoldAnyByte() throws Exception {
        HttpResponse response = HttpResponse.read(stream("HTTP/1.1 200 a\u0085b\r\n\r\n"));
        HttpTarget target = HttpTarget.ofUri("GET", "http://a.test/p#q\u0085r");
        assertThat(response.reason()).isEqualTo("a\u0085b");
        assertThat(target.path()).isEqualTo("/p");
    }

    private static void request(String text) {
        try {
            HttpRequest read = HttpRequest.read(stream(text));
            if (read.isConnect()) {
                return;
            }
            String sent = read.forwarded();
            HttpRequest again = HttpRequest.read(stream(inAbsoluteForm(sent, read.target())));
            assertThat(sent).endsWith("\r\n\r\n").containsOnlyOnce("\r\n\r\n");
            assertThat(again.body()).isEqualTo(read.body());
            assertThat(again.target()).isEqualTo(read.target());
        } catch (IOException e) {
            // Refused.
        }
    }

    private static String inAbsoluteForm(String sent, HttpTarget target) {
        int path = sent.indexOf(' ') + 1;
        String rest = sent.substring(target.path().equals("*") ? path + 1 : path);
        return sent.substring(0, path) + "http://" + target.authority() + rest;
    }

    private static void response(String text) {
        try {
            HttpResponse read = HttpResponse.read(stream(text));
            HttpResponse again = HttpResponse.read(stream(read.forwarded()));
            assertThat(again.status()).isEqualTo(read.status());
            assertThat(HttpBody.ofResponse(again.fields(), again.status(), "GET"))
                    .isEqualTo(HttpBody.ofResponse(read.fields(), read.status(), "GET"));
        } catch (IOException e) {
            // Refused.
        }
    }

    private static void body(String text) {
        try {
            String carried = copy(text);
            assertThat(copy(carried)).isEqualTo(carried);
        } catch (IOException e) {
            // Refused.
        }
    }

    private static String copy(String chunks) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new HttpBody.Chunked().copy(stream(chunks), out);
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    private static String chunked(byte[] body, RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < body.length) {
            int size = random.nextInt(1, body.length - at + 1);
            String digits = Integer.toHexString(size);
            text.append("0".repeat(random.nextInt(4)))
                    .append(random.nextBoolean() ? digits : digits.toUpperCase(Locale.ROOT))
                    .append(new String[] {"", " ", "\t ", ";a=b", " ; a", ";"}[random.nextInt(6)])
                    .append(random.nextBoolean() ? "\r\n" : "\n")
                    .append(new String(body, at, size, StandardCharsets.ISO_8859_1))
                    .append("\r\n");
            at += size;
        }
        return text.append(random.nextBoolean() ? "0" : "000;x").append("\r\n\r\n").toString();
    }

    /// A second reader, of what the bridge writes only.
    private static String unchunked(String chunks) {
        StringBuilder body = new StringBuilder();
        int at = 0;
        while (true) {
            int end = chunks.indexOf("\r\n", at);
            int size = Integer.parseInt(chunks, at, end, 16);
            if (size == 0) {
                assertThat(chunks.substring(end)).isEqualTo("\r\n\r\n");
                return body.toString();
            }
            body.append(chunks, end + 2, end + 2 + size);
            at = end + 2 + size + 2;
        }
    }

    private static String text(RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(1, 12); left > 0; left--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
