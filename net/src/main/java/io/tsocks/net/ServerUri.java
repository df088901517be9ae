package io.tsocks.net;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/// A server in one word, `SCHEME://[USER@]HOST[:PORT]` (RFC 3986), such as
/// `socks5://alice@10.1.7.25:1080`. It has no password: a word of a command line is seen by every
/// process of the machine. Nothing is resolved.
///
/// @param kind what the scheme says
/// @param user the user name of the login, without the escapes of a URI; empty if there is none
/// @param host an address, IPv6 without brackets, or a name
/// @param port 1 to 65535
public record ServerUri(ServerKind kind, Optional<String> user, String host, int port) {

    private static final String SEPARATOR = "://";

    /// Letters, digits and what else a user may have unescaped (RFC 3986, section 3.2.1).
    private static final String PLAIN = "-._~!$&'()*+,;=";

    /// A text is no such URI.
    public static final class MalformedException extends Exception {

        private static final long serialVersionUID = 1;

        private final String reason;
        private final String advice;

        MalformedException(String reason, String advice) {
            super(Excerpt.of(reason));
            this.reason = Excerpt.of(reason);
            this.advice = advice;
        }

        /// What is wrong, for the user, without a final stop.
        public String reason() {
            return reason;
        }

        /// What to do.
        public String advice() {
            return advice;
        }
    }

    /// Whether a text is meant as a URI: it has a scheme, known or not.
    public static boolean isMeant(String text) {
        return text.contains(SEPARATOR);
    }

    /// Reads one.
    ///
    /// @throws MalformedException if the text is none; the reason holds nothing of a login
    public static ServerUri parse(String text) throws MalformedException {
        int separator = text.indexOf(SEPARATOR);
        if (separator < 0) {
            throw new MalformedException(
                    "no scheme", "write socks5://HOST:PORT, or another of " + ServerKind.schemes());
        }
        ServerKind kind = kind(text.substring(0, separator));
        String rest = text.substring(separator + SEPARATOR.length());
        int at = rest.lastIndexOf('@');
        Optional<String> user =
                at < 0 ? Optional.empty() : Optional.of(user(rest.substring(0, at)));
        Endpoint server = server(rest.substring(at + 1)).orPort(kind.defaultPort());
        return new ServerUri(kind, user, server.host(), server.port());
    }

    /// Where the password of a URI stands; empty if it has none.
    public static Optional<Span> password(String text) {
        int separator = text.indexOf(SEPARATOR);
        int at = text.lastIndexOf('@');
        int start = separator + SEPARATOR.length();
        if (separator < 0 || at < start) {
            return Optional.empty();
        }
        int colon = text.indexOf(':', start);
        return colon < 0 || colon > at ? Optional.empty() : Optional.of(new Span(colon + 1, at));
    }

    private static ServerKind kind(String scheme) throws MalformedException {
        String lower = scheme.toLowerCase(Locale.ROOT);
        Optional<ServerKind> known = ServerKind.ofScheme(lower);
        if (known.isEmpty()) {
            throw new MalformedException(
                    "'" + scheme + "' is not the scheme of a server", advice(lower));
        }
        return known.get();
    }

    private static String advice(String scheme) {
        return switch (scheme) {
            case "socks5h" ->
                    "write socks5, and `remote_dns = yes` to have the server resolve names";
            case "https", "socks5+tls" ->
                    "tsocks speaks no TLS with servers: use a port of the proxy without it, or run"
                            + " stunnel beside tsocks";
            default -> "the schemes are " + ServerKind.schemes();
        };
    }

    private static Endpoint server(String text) throws MalformedException {
        String bare = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        try {
            return Endpoint.parse(bare);
        } catch (Endpoint.MalformedException e) {
            throw new MalformedException(
                    e.reason(), "after the scheme come the host and the port: socks5://HOST:PORT");
        }
    }

    private static String user(String text) throws MalformedException {
        if (text.indexOf(':') >= 0) {
            throw new MalformedException(
                    "a password does not belong in a URI, which others can read",
                    "remove it from here, and write it as `default_pass`, or give it in the"
                            + " environment as TSOCKS_PASSWORD");
        }
        if (text.isEmpty()) {
            throw new MalformedException(
                    "there is no user before the @", "write the user, or remove the @");
        }
        return decoded(text);
    }

    private static String decoded(String text) throws MalformedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] escaped = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < escaped.length; i++) {
            if (escaped[i] == '%') {
                bytes.write(octet(escaped, i));
                i += 2;
            } else {
                bytes.write(escaped[i]);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw badEscape();
        }
    }

    private static int octet(byte[] escaped, int percent) throws MalformedException {
        if (percent + 2 >= escaped.length
                || !HexFormat.isHexDigit(escaped[percent + 1])
                || !HexFormat.isHexDigit(escaped[percent + 2])) {
            throw badEscape();
        }
        return HexFormat.fromHexDigit(escaped[percent + 1]) * 16
                + HexFormat.fromHexDigit(escaped[percent + 2]);
    }

    private static MalformedException badEscape() {
        return new MalformedException(
                "the user has a % that no two hexadecimal digits of UTF-8 follow",
                "write %25 for a %");
    }

    /// The URI, its user escaped, always with the port.
    @Override
    public String toString() {
        return kind.scheme()
                + SEPARATOR
                + user.map(ServerUri::escaped).orElse("")
                + Endpoint.text(host, port);
    }

    private static String escaped(String user) {
        StringBuilder text = new StringBuilder();
        for (byte b : user.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0)) {
                text.append(c);
            } else {
                text.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return text.append('@').toString();
    }
}
