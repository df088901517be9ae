package io.tsocks.protocol;

import io.tsocks.net.Secret;
import io.tsocks.protocol.HttpServerState.Failed;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The server's side of CONNECT (RFC 9110, section 9.3.6), as a machine of bytes: no socket, no
/// clock, no thread. A driver repeats:
///
/// 1. send [#takeOutput];
/// 2. do what [#state] says: read for [#receive], or decide and call the method it names.
///
/// It never takes a byte behind the head of the request, so a client may send the application's
/// first bytes without waiting. No bytes make it throw: what is wrong with them is a
/// [HttpServerState.Failed], and [#takeOutput] what a server answers to that. Methods that are
/// called in another state than theirs throw [IllegalStateException].
///
/// Not thread-safe: one driver owns it.
public final class HttpServerHandshake {

    private static final int LONGEST = 16 * 1024;
    private static final int MOST_LINES = 101;
    private static final String BASIC = "basic ";

    private final HttpHead head = HttpHead.ofMessage(LONGEST, MOST_LINES);
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private HttpServerState state = new HttpServerState.Reading(head.needed());

    /// Nothing has come yet.
    public HttpServerHandshake() {}

    /// What is to be sent, taken out: the next call returns what has come since.
    public byte[] takeOutput() {
        byte[] taken = output.toByteArray();
        output.reset();
        return taken;
    }

    /// How far it is.
    public HttpServerState state() {
        return state;
    }

    /// Takes what belongs to the head, and leaves the rest.
    public void receive(ByteBuffer in) {
        if (!(state instanceof HttpServerState.Reading)) {
            return;
        }
        try {
            head.take(in);
            state = head.isComplete() ? read() : new HttpServerState.Reading(head.needed());
        } catch (HttpSyntaxException e) {
            fail(e.isTooLong() ? "431 Request Header Fields Too Large" : "400 Bad Request", e);
        }
    }

    /// The client closed the connection: fails, unless it is over.
    public void endOfInput() {
        if (!state.isOver()) {
            state = new Failed("the client closed");
        }
    }

    /// Grants the tunnel.
    public void grant() {
        require();
        write("HTTP/1.1 200 Connected\r\n\r\n");
        state = new HttpServerState.Granted();
    }

    /// Wants Basic credentials, or others than those that came. The client asks again on another
    /// connection.
    ///
    /// @param realm for what they are, without quotation marks
    public void askLogin(String realm) {
        require();
        answer(
                "407 Proxy Authentication Required",
                "Proxy-Authenticate: Basic realm=\"" + realm + "\", charset=\"UTF-8\"\r\n");
        state = new HttpServerState.Refused();
    }

    /// Refuses the tunnel.
    ///
    /// @param status the code and its name, such as `403 Forbidden`
    /// @param error why, as RFC 9209 names it, such as `connection_refused`
    public void refuse(String status, String error) {
        require();
        answer(status, "Proxy-Status: tsocks; error=" + error + "\r\n");
        state = new HttpServerState.Refused();
    }

    private HttpServerState read() throws HttpSyntaxException {
        List<String> lines = head.lines();
        HttpRequestLine first = HttpRequestLine.parse(lines.getFirst());
        if (!first.isSpoken()) {
            answer("505 HTTP Version Not Supported", "");
            return new Failed("the client does not speak HTTP/1.1");
        }
        if (!first.isConnect()) {
            answer("405 Method Not Allowed", "Allow: CONNECT\r\n");
            return new Failed("the client asks for something else than CONNECT");
        }
        HttpFields fields = HttpFields.parse(lines.subList(1, lines.size()));
        if (hasBody(fields)) {
            throw HttpSyntaxException.of("CONNECT has no body");
        }
        return new HttpServerState.Requested(destination(first.target()), login(fields));
    }

    /// Of what follows the head, a client that says so and its server could think differently.
    private static boolean hasBody(HttpFields fields) {
        return !fields.values("transfer-encoding").isEmpty()
                || !List.of("0").containsAll(fields.elements("content-length"));
    }

    private static SocksAddress destination(String target) throws HttpSyntaxException {
        HttpAuthority authority = HttpAuthority.parse(target);
        boolean hasPort = authority.port() >= 1 && authority.port() <= 65535;
        boolean isPlain = target.chars().allMatch(c -> c > ' ' && c <= '~' && c != '@');
        if (!hasPort || !isPlain) {
            throw HttpSyntaxException.of("CONNECT names a host and a port, and no user");
        }
        try {
            return SocksAddress.of(authority.host(), authority.port());
        } catch (IllegalArgumentException e) {
            throw HttpSyntaxException.of("CONNECT names no host");
        }
    }

    private static Optional<Authentication.Password> login(HttpFields fields) {
        String value = fields.value("proxy-authorization");
        if (!value.toLowerCase(Locale.ROOT).startsWith(BASIC)) {
            return Optional.empty();
        }
        try {
            byte[] pair = Base64.getDecoder().decode(value.substring(BASIC.length()).strip());
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(pair)).toString();
            int colon = text.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(
                            new Authentication.Password(
                                    text.substring(0, colon),
                                    Secret.of(text.substring(colon + 1))));
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private void fail(String status, HttpSyntaxException reason) {
        answer(status, "Proxy-Status: tsocks; error=http_request_error\r\n");
        state = new Failed("the client's request is not as it must be: " + reason.what());
    }

    private void answer(String status, String fields) {
        write(
                "HTTP/1.1 "
                        + status
                        + "\r\n"
                        + fields
                        + "Content-Length: 0\r\nConnection: close\r\n\r\n");
    }

    private void write(String text) {
        output.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void require() {
        if (!(state instanceof HttpServerState.Requested)) {
            throw new IllegalStateException("not in " + state);
        }
    }
}
