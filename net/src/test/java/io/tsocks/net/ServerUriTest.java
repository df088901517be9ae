package io.tsocks.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerUriTest {

    @ParameterizedTest
    @CsvSource({
        "socks5://10.1.7.25:1081, socks5://10.1.7.25:1081",
        "socks5://10.1.7.25, socks5://10.1.7.25:1080",
        "socks5://10.1.7.25:1080/, socks5://10.1.7.25:1080",
        "http://proxy.example, http://proxy.example:80",
        "HTTP://alice@proxy.example:3128/, http://alice@proxy.example:3128",
        "SOCKS4a://proxy.example:9050, socks4a://proxy.example:9050",
        "socks4://[2001:db8::1], socks4://[2001:db8::1]:1080",
        "socks5://alice@[2001:db8::1]:1, socks5://alice@[2001:db8::1]:1",
        "socks5://a%40b%3A%25c@proxy, socks5://a%40b%3A%25c@proxy:1080",
        "socks5://a@b@proxy, socks5://a%40b@proxy:1080",
        "socks5://zoë@proxy, socks5://zo%C3%AB@proxy:1080",
    })
    void aServerIsOneWord(String text, String canonical) throws Exception {
        ServerUri uri = ServerUri.parse(text);
        assertThat(uri).hasToString(canonical);
        assertThat(ServerUri.parse(canonical)).isEqualTo(uri);
    }

    @Test
    void theEscapesOfAUserAreUndone() throws Exception {
        assertThat(ServerUri.parse("socks5://a%40b%3A%25c@proxy").user()).contains("a@b:%c");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "10.1.7.25:1080, no scheme",
                "https://proxy:3128, 'https' is not the scheme of a server",
                "socks5h://proxy, 'socks5h' is not the scheme of a server",
                "socks5+tls://proxy, 'socks5+tls' is not the scheme of a server",
                "http://, no host",
                "socks5://, no host",
                "socks5://@proxy, there is no user before the @",
                "socks5://a%4@proxy, the user has a % that no two hexadecimal digits of UTF-8 follow",
                "socks5://a%FF@proxy, the user has a % that no two hexadecimal digits of UTF-8 follow",
                "socks5://proxy:0, '0' is not a port (1 to 65535)",
                "socks5://proxy/path, \"a network or a path; give one address, or a host name\"",
                "socks5://10.1.7.256, '10.1.7.256' is not an IPv4 address (four numbers from 0 to 255)",
            })
    void whatIsWrongIsSaid(String text, String reason) {
        assertThatThrownBy(() -> ServerUri.parse(text))
                .isInstanceOfSatisfying(
                        ServerUri.MalformedException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    https://proxy     | tsocks speaks no TLS with servers
                    socks5+tls://h    | tsocks speaks no TLS with servers
                    socks5h://h       | write socks5, and `remote_dns = yes`
                    sock5://h         | the schemes are socks4, socks4a, socks5, http
                    h:1080            | write socks5://HOST:PORT, or another of socks4, socks4a,
                    """)
    void whatToWriteIsSaid(String text, String advice) {
        assertThatThrownBy(() -> ServerUri.parse(text))
                .isInstanceOfSatisfying(
                        ServerUri.MalformedException.class,
                        e -> assertThat(e.advice()).startsWith(advice));
    }

    @ParameterizedTest
    @ValueSource(strings = {"socks5://alice:hunter2@proxy:1080", "socks5://:hunter2@proxy"})
    void aPasswordIsRefusedAndNotShown(String text) {
        assertThat(ServerUri.password(text).map(span -> text.substring(span.start(), span.end())))
                .contains("hunter2");
        assertThatThrownBy(() -> ServerUri.parse(text))
                .hasMessageContaining("password")
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"socks5://alice@proxy:1080", "socks5://proxy:1080", "a:b@c", "proxy:80"})
    void otherColonsAreNoPassword(String text) {
        assertThat(ServerUri.password(text)).isEmpty();
    }
}
