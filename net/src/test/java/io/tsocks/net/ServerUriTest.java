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
        "https://alice@proxy.example, https://alice@proxy.example:443",
        "SOCKS5+TLS://[::1], socks5+tls://[::1]:1080",
        "unix:/run/proxy.sock, unix:/run/proxy.sock",
        "UNIX:///run/Proxy.sock, unix:/run/Proxy.sock",
        "unix:/run/a%20b%25@c:d, unix:/run/a%20b%25@c:d",
        "unix:/run/zoë, unix:/run/zo%C3%AB",
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
                "ftp://proxy:3128, 'ftp' is not the scheme of a server",
                "socks5h://proxy, 'socks5h' is not the scheme of a server",
                "unix:run/proxy.sock, the path of a socket begins with a slash",
                "unix:@proxy, the path of a socket begins with a slash",
                "unix://run/proxy.sock, the path of a socket begins with a slash",
                "unix:, the path of a socket begins with a slash",
                "unix:/, this is not the path of a socket",
                "unix:/run/a%00b, this is not the path of a socket",
                "unix:/run/a%2, the path has a % that no two hexadecimal digits of UTF-8 follow",
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
                    unix:proxy.sock   | write the whole path of the socket
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

    @Test
    void aSocketHasNoKindButSocks5AndNoLogin() throws Exception {
        ServerUri uri = ServerUri.parse("unix:/run/user@host:name");
        assertThat(uri.kind()).isEqualTo(ServerKind.SOCKS5);
        assertThat(uri.user()).isEmpty();
        assertThat(uri.address()).isEqualTo(new ServerAddress.Unix("/run/user@host:name"));
        assertThat(ServerUri.password("unix:/run/user:word@host")).isEmpty();
        assertThat(ServerUri.isMeant("unix:/run/proxy.sock")).isTrue();
    }

    @Test
    void thePathOfASocketFitsIntoItsAddress() throws Exception {
        String longest = "/" + "ë".repeat(53);
        assertThat(ServerUri.parse("unix:" + longest).address())
                .isEqualTo(new ServerAddress.Unix(longest));
        assertThatThrownBy(() -> ServerUri.parse("unix:" + longest + "x"))
                .isInstanceOfSatisfying(
                        ServerUri.MalformedException.class,
                        e ->
                                assertThat(e.reason())
                                        .isEqualTo(
                                                "the path has 108 bytes, and a socket has at most 107"));
    }
}
