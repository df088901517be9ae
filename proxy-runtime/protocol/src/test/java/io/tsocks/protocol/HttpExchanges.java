package io.tsocks.protocol;

import io.tsocks.net.Secret;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The table of handshakes with HTTP proxies: every way to ask, every way to end.
final class HttpExchanges {

    static final SocksRequest TO_NAME = SocksRequest.connect(Exchanges.NAME);

    private static final String ASKED = "CONNECT a.test:80 HTTP/1.1|Host: a.test:80||";
    private static final String GRANTED = "established 0.0.0.0:0";

    private HttpExchanges() {}

    static Stream<Exchange> all() {
        return Stream.of(requests(), grants(), logins(), refusals(), servers(), strangers())
                .flatMap(s -> s);
    }

    static HttpConnectHandshake withLogin(String user, String password) {
        return new HttpConnectHandshake(
                TO_NAME, new Authentication.Password(user, Secret.of(password)));
    }

    private static Stream<Exchange> requests() {
        return Stream.of(
                to("an IPv4 address", Exchanges.IP4)
                        .client(hex("CONNECT 10.1.2.3:80 HTTP/1.1|Host: 10.1.2.3:80||"))
                        .server(hex("HTTP/1.1 200 OK||"))
                        .ends(GRANTED),
                to("an IPv6 address", Exchanges.IP6)
                        .client(hex("CONNECT [2001:db8::1]:443 HTTP/1.1|Host: [2001:db8::1]:443||"))
                        .server(hex("HTTP/1.1 200 OK||"))
                        .ends(GRANTED),
                to("an international name", SocksAddress.of("b\u00fccher.test", 443))
                        .client(
                                hex(
                                        "CONNECT xn--bcher-kva.test:443 HTTP/1.1|"
                                                + "Host: xn--bcher-kva.test:443||"))
                        .server(hex("HTTP/1.1 200 OK||"))
                        .ends(GRANTED),
                Exchange.of("http: a login", () -> withLogin("joe", "p\u00e4ss:word"))
                        .client(
                                hex(
                                        "CONNECT a.test:80 HTTP/1.1|Host: a.test:80|"
                                                + "Proxy-Authorization: Basic"
                                                + " am9lOnDDpHNzOndvcmQ=||"))
                        .server(hex("HTTP/1.1 200 OK||"))
                        .ends(GRANTED),
                unsendable("BIND", SocksRequest.bind(Exchanges.IP4), "HTTP has no BIND"),
                unsendable(
                        "a name with a line in it",
                        SocksRequest.connect(new SocksAddress.Name("a\r\nX: y", 80)),
                        "the host name has a character that HTTP has no place for"),
                Exchange.of("http: a colon in the user name", () -> withLogin("a:b", "pw"))
                        .ends(failed("REPLY", "a user name for HTTP has no colon in it")),
                Exchange.of("http: a line in the password", () -> withLogin("joe", "a\nb"))
                        .ends(failed("REPLY", "the password has a control character in it")));
    }

    private static Stream<Exchange> grants() {
        return Stream.of(
                granted("the shortest", "HTTP/1.1 200", "\n\n"),
                granted("no reason", "HTTP/1.0 200 ||", ""),
                granted("many fields", "HTTP/1.1 200 OK|A: b|C: d|E:||", ""),
                granted("a length", "HTTP/1.1 200 OK|Content-Length: 5||", ""),
                granted("chunks", "HTTP/1.1 204 OK|Transfer-Encoding: chunked||", ""),
                granted("no field at all", "HTTP/1.1 200 OK|what is this||", ""),
                granted("ends of lines", "HTTP/1.1 299 OK", "\nA: b\n\r\n"),
                granted(
                        "after others",
                        "HTTP/1.1 100 Go on||HTTP/1.1 103 Hints|A: b||HTTP/1.1 200||",
                        ""));
    }

    private static Stream<Exchange> logins() {
        return Stream.of(
                ask("a login is wanted")
                        .server(hex("HTTP/1.1 407 No|Proxy-Authenticate: Basic realm=\"a, b\"||"))
                        .ends(failed("AUTHENTICATION", "the proxy wants a user name and password")),
                ask("a login is wanted in another way")
                        .server(
                                hex(
                                        "HTTP/1.1 407 No|Proxy-Authenticate: Negotiate|"
                                                + "proxy-authenticate: NTLM, Digest realm=x, qop=y||"))
                        .ends(
                                failed(
                                        "AUTHENTICATION",
                                        "the proxy wants a login, which it takes only as Negotiate,"
                                                + " NTLM, Digest, and tsocks has Basic")),
                Exchange.of("http: the login is refused", () -> withLogin("joe", "pw"))
                        .client(
                                hex(
                                        ASKED.substring(0, ASKED.length() - 1)
                                                + "Proxy-Authorization: Basic am9lOnB3||"))
                        .server(hex("HTTP/1.1 407 No|Proxy-Authenticate: basic||"))
                        .ends(
                                failed(
                                        "AUTHENTICATION",
                                        "the proxy refused the user name or password")),
                Exchange.of(
                                "http: the login is refused as tinyproxy does it",
                                () -> withLogin("joe", "pw"))
                        .client(
                                hex(
                                        ASKED.substring(0, ASKED.length() - 1)
                                                + "Proxy-Authorization: Basic am9lOnB3||"))
                        .server(hex("HTTP/1.1 401 No||"))
                        .ends(
                                failed(
                                        "AUTHENTICATION",
                                        "the proxy refused the user name or password")));
    }

    private static Stream<Exchange> refusals() {
        return Stream.of(
                refused("HTTP/1.1 403 Forbidden||", "ECONNREFUSED", "403 Forbidden"),
                refused("HTTP/1.1 404 Not Found||", "EHOSTUNREACH", "404 Not Found"),
                refused(
                        "HTTP/1.0 503 Service Unavailable||",
                        "EHOSTUNREACH",
                        "503 Service Unavailable"),
                refused("HTTP/1.1 504||", "ETIMEDOUT", "504"),
                refused(
                        "HTTP/1.0 500 Unable to connect||",
                        "ECONNREFUSED",
                        "500 Unable to connect"),
                refused(
                        "HTTP/1.1 502 Bad|Proxy-Status: inner; error=proxy_internal_error, \"x;"
                                + " error=y\"; error=dns_timeout; details=\"a, b\"||",
                        "ETIMEDOUT",
                        "502 Bad: dns_timeout"),
                refused("HTTP/1.1 403 \u001b[2J\u00e9||", "ECONNREFUSED", "403 ?[2J?"),
                refused(
                        "HTTP/1.1 403 " + "x".repeat(200) + "||",
                        "ECONNREFUSED",
                        "403 " + "x".repeat(80) + "\u2026"),
                refused("HTTP/1.1 403 No|what is this||", "ECONNREFUSED", "403 No"));
    }

    private static Stream<Exchange> servers() {
        return Stream.of(
                failing("HTTP/1.1 500 Oops||", "the proxy is out of order: it answered 500 Oops"),
                failing(
                        "HTTP/1.1 503 Busy|Retry-After: 5||",
                        "the proxy is out of order: it answered 503 Busy"),
                failing(
                        "HTTP/1.1 502 Bad|Proxy-Status: p; error=proxy_configuration_error||",
                        "the proxy is out of order: it answered 502 Bad: proxy_configuration_error"),
                failing(
                        "HTTP/1.1 429 Slow down||",
                        "the proxy is out of order: it answered 429 Slow down"),
                failing("HTTP/1.1 401 No||", "the server makes no tunnels: it answered 401 No"),
                failing("HTTP/1.1 405 No||", "the server makes no tunnels: it answered 405 No"),
                failing(
                        "HTTP/1.1 302 There||",
                        "the server makes no tunnels: it answered 302 There"),
                failing(
                        "HTTP/1.1 101 Switch||",
                        "the server makes no tunnels: it answered 101 Switch"));
    }

    private static Stream<Exchange> strangers() {
        return Stream.of(
                stranger("05", "its answer starts with byte 5, as that of a SOCKS 5 server does"),
                stranger("00", "its answer starts with byte 0, as that of a SOCKS 4 server does"),
                stranger(
                        "15",
                        "its answer starts with byte 21, as that of a server which wants TLS does"),
                stranger(hex("S"), "its answer starts with byte 83"),
                stranger(hex("HTTP/2"), "its answer does not start with HTTP/1"),
                stranger(hex("HTTP/1.1 0|"), "the first line is not a response of HTTP/1.1"),
                stranger(
                        hex("HTTP/1.1 200 OK|A: b") + "0d0d",
                        "a line has a CR or a zero byte in it"),
                stranger(
                        hex("HTTP/1.1 200 OK|" + "A: b|".repeat(101)),
                        "the head of a message has more than 101 lines"),
                stranger(
                        hex("HTTP/1.1 200 OK|A: " + "b".repeat(16 * 1024 - 19)),
                        "the head of a message or a chunk has more than 16384 bytes"),
                stranger(
                        hex("HTTP/1.1 100 Go on||".repeat(11)),
                        "it answers that an answer is to come, and so on"));
    }

    private static Exchange to(String name, SocksAddress destination) {
        SocksRequest request = SocksRequest.connect(destination);
        return Exchange.of("http: " + name, () -> handshake(request, null));
    }

    private static HttpConnectHandshake handshake(
            SocksRequest request, Authentication.@Nullable Password login) {
        return new HttpConnectHandshake(request, login);
    }

    private static Exchange unsendable(String name, SocksRequest request, String message) {
        return Exchange.of("http: " + name, () -> handshake(request, null))
                .ends(failed("REPLY", message));
    }

    private static Exchange ask(String name) {
        return to(name, Exchanges.NAME).client(hex(ASKED));
    }

    private static Exchange granted(String name, String head, String more) {
        return ask("granted, " + name).server(hex(head) + hexOf(more)).ends(GRANTED);
    }

    private static Exchange refused(String head, String errno, String answer) {
        return ask(answer)
                .server(hex(head))
                .ends("failed REPLY " + errno + ": the proxy answered " + answer);
    }

    private static Exchange failing(String head, String message) {
        return ask(message).server(hex(head)).ends(failed("REPLY", message));
    }

    private static Exchange stranger(String hex, String what) {
        return ask(what)
                .server(hex)
                .ends(failed("REPLY", "the server does not speak HTTP: " + what));
    }

    private static String failed(String phase, String message) {
        return "failed " + phase + " ECONNREFUSED: " + message;
    }

    /// A text in which `|` stands for CRLF.
    static String hex(String text) {
        return hexOf(text.replace("|", "\r\n"));
    }

    private static String hexOf(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
