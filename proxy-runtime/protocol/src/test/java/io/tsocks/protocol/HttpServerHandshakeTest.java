package io.tsocks.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.net.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpServerHandshakeTest {

    private final HttpServerHandshake server = new HttpServerHandshake();

    @ParameterizedTest
    @CsvSource({
        "a.test:80, a.test:80",
        "10.1.2.3:443, 10.1.2.3:443",
        "[2001:db8::1]:443, [2001:db8::1]:443",
        "b\u00fccher.test:80, '' ",
        "a.test, ''",
        "a.test:, ''",
        "a.test:0, ''",
        "a.test:65536, ''",
        "joe@a.test:80, ''",
        ":80, ''",
        "http://a.test:80, ''"
    })
    void aTargetIsAHostAndAPort(String target, String destination) {
        say("CONNECT " + target + " HTTP/1.1|Host: x||");
        if (destination.isEmpty()) {
            assertThat(server.state()).isInstanceOf(HttpServerState.Failed.class);
            assertThat(answer()).startsWith("HTTP/1.1 400 Bad Request|");
        } else {
            assertThat(server.state())
                    .isInstanceOfSatisfying(
                            HttpServerState.Requested.class,
                            asked -> assertThat(asked.destination()).hasToString(destination));
        }
    }

    @Test
    void aTunnelIsGranted() {
        ByteBuffer sent = bytes("CONNECT a.test:80 HTTP/1.0||SSH");
        server.receive(sent);
        assertThat(sent.remaining()).as("the tunnel's").isEqualTo(3);
        assertThat(server.takeOutput()).isEmpty();
        server.grant();
        assertThat(answer()).isEqualTo("HTTP/1.1 200 Connected||");
        assertThat(server.state()).isEqualTo(new HttpServerState.Granted());
        assertThatThrownBy(server::grant).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aTunnelIsRefused() {
        say("CONNECT a.test:80 HTTP/1.1||");
        server.refuse("403 Forbidden", "http_request_denied");
        assertThat(answer())
                .isEqualTo(
                        "HTTP/1.1 403 Forbidden|Proxy-Status: tsocks; error=http_request_denied|"
                                + "Content-Length: 0|Connection: close||");
        assertThat(server.state()).isEqualTo(new HttpServerState.Refused());
    }

    @Test
    void aLoginIsAskedForAndRead() {
        say("CONNECT a.test:80 HTTP/1.1|proxy-authorization: basic am9lOnDDpHNzOndvcmQ=||");
        assertThat(login())
                .contains(new Authentication.Password("joe", Secret.of("p\u00e4ss:word")));
        server.askLogin("tsocks");
        assertThat(answer())
                .startsWith("HTTP/1.1 407 Proxy Authentication Required|Proxy-Authenticate: Basic");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer x", "Basic !", "Basic am9l", "Basic /w==", "Basic"})
    void whatIsNoLoginIsNone(String value) {
        say("CONNECT a.test:80 HTTP/1.1|Proxy-Authorization: " + value + "||");
        assertThat(login()).isEmpty();
    }

    private Optional<Authentication.Password> login() {
        return server.state() instanceof HttpServerState.Requested asked
                ? asked.login()
                : Optional.empty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET http://a.test/ HTTP/1.1||, 405",
        "CONNECT a.test:80 HTTP/2.0||, 505",
        "CONNECT a.test:80||, 400",
        "CONNECT a.test:80 HTTP/1.1|what is this||, 400",
        "CONNECT a.test:80 HTTP/1.1|Transfer-Encoding: chunked||, 400",
        "CONNECT a.test:80 HTTP/1.1|Content-Length: 5||, 400"
    })
    void whatIsNoRequestIsAnswered(String head, String status) {
        say(head);
        assertThat(server.state()).isInstanceOf(HttpServerState.Failed.class);
        assertThat(answer()).startsWith("HTTP/1.1 " + status);
    }

    @Test
    void aHeadThatIsTooLongIsAnswered() {
        say("CONNECT a.test:80 HTTP/1.1|A: " + "b".repeat(17 * 1024));
        assertThat(answer()).startsWith("HTTP/1.1 431");
    }

    @Test
    void aClientThatClosesHasFailed() {
        server.endOfInput();
        assertThat(server.state()).isInstanceOf(HttpServerState.Failed.class);
        assertThat(server.takeOutput()).isEmpty();
    }

    @Test
    void bothSidesUnderstandEachOther() {
        HttpConnectHandshake client = HttpExchanges.withLogin("joe", "p\u00e4ss");
        server.receive(client.output());
        assertThat(server.state())
                .isEqualTo(
                        new HttpServerState.Requested(
                                Exchanges.NAME,
                                Optional.of(
                                        new Authentication.Password(
                                                "joe", Secret.of("p\u00e4ss")))));
        server.grant();
        client.receive(ByteBuffer.wrap(server.takeOutput()));
        assertThat(client.state()).isInstanceOf(HandshakeState.Established.class);
    }

    private void say(String text) {
        ByteBuffer sent = bytes(text);
        while (sent.hasRemaining() && server.state() instanceof HttpServerState.Reading) {
            server.receive(sent.slice(sent.position(), 1));
            sent.get();
        }
    }

    private String answer() {
        return new String(server.takeOutput(), StandardCharsets.ISO_8859_1).replace("\r\n", "|");
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.replace("|", "\r\n").getBytes(StandardCharsets.UTF_8));
    }
}
