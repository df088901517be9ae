package io.tsocks.net;

import java.util.Locale;
import java.util.Optional;

/// A server in one word: `SCHEME://[USER@]HOST[:PORT]` (RFC 3986), such as
/// `socks5://alice@10.1.7.25:1080`, or `unix:/PATH` for a SOCKS 5 server at an AF_UNIX socket. It
/// has no password: a word of a command line is seen by every process of the machine. Nothing is
/// resolved.
///
/// @param kind what the scheme says; [ServerKind#SOCKS5] for a socket
/// @param user the user name of the login, without the escapes of a URI; empty if there is none
public record ServerUri(ServerKind kind, Optional<String> user, ServerAddress address) {

    /// How the URI of an AF_UNIX socket begins.
    static final String UNIX = "unix:";

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
        return text.contains(SEPARATOR) || isUnix(text);
    }

    private static boolean isUnix(String text) {
        return text.regionMatches(true, 0, UNIX, 0, UNIX.length());
    }

    /// Reads one.
    ///
    /// @throws MalformedException if the text is none; the reason holds nothing of a login
    public static ServerUri parse(String text) throws MalformedException {
        if (isUnix(text)) {
            ServerAddress.Unix socket = SocketPath.read(text.substring(UNIX.length()));
            return new ServerUri(ServerKind.SOCKS5, Optional.empty(), socket);
        }
        int separator = text.indexOf(SEPARATOR);
        if (separator < 0) {
            throw new MalformedException(
                    "no scheme",
                    "write socks5://HOST:PORT, or another of "
                            + ServerKind.schemes()
                            + ", or"
                            + " unix:/PATH");
        }
        ServerKind kind = kind(text.substring(0, separator));
        String rest = text.substring(separator + SEPARATOR.length());
        int at = rest.lastIndexOf('@');
        Optional<String> user =
                at < 0 ? Optional.empty() : Optional.of(user(rest.substring(0, at)));
        Endpoint server = server(rest.substring(at + 1)).orPort(kind.defaultPort());
        return new ServerUri(kind, user, new ServerAddress.Inet(server.host(), server.port()));
    }

    /// Where the password of a URI stands; empty if it has none.
    public static Optional<Span> password(String text) {
        int separator = text.indexOf(SEPARATOR);
        int at = text.lastIndexOf('@');
        int start = separator + SEPARATOR.length();
        if (separator < 0 || at < start || isUnix(text)) {
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
            default -> "the schemes are " + ServerKind.schemes() + ", and unix:/PATH for a socket";
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
        return UriEscapes.decoded(text).orElseThrow(ServerUri::badEscape);
    }

    private static MalformedException badEscape() {
        return new MalformedException(
                "the user has a % that no two hexadecimal digits of UTF-8 follow",
                "write %25 for a %");
    }

    /// The URI, its user escaped, always with the port.
    @Override
    public String toString() {
        return switch (address) {
            case ServerAddress.Inet inet ->
                    kind.scheme()
                            + SEPARATOR
                            + user.map(name -> UriEscapes.escaped(name, PLAIN) + "@").orElse("")
                            + inet;
            case ServerAddress.Unix unix -> unix.toString();
        };
    }
}
