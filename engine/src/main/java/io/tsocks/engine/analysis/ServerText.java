package io.tsocks.engine.analysis;

import io.tsocks.net.Endpoint;
import io.tsocks.net.ServerAddress;
import io.tsocks.net.ServerKind;
import io.tsocks.net.ServerUri;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// Reads a server of a [Question]: `10.1.7.25`, `proxy.example:1080`,
/// `socks5://[2001:db8::1]:1080`, `unix:/run/proxy.sock`.
final class ServerText {

    private static final String SEPARATOR = "://";

    private ServerText() {}

    static Question.Wanted.ViaServer parse(String text) throws QuestionSyntaxException {
        return text.toLowerCase(Locale.ROOT).startsWith("unix:") ? socket(text) : host(text);
    }

    private static Question.Wanted.ViaServer socket(String text) throws QuestionSyntaxException {
        try {
            if (ServerUri.parse(text).address() instanceof ServerAddress.Unix socket) {
                return new Question.Wanted.ViaSocket(socket);
            }
            throw new AssertionError("a URI of a socket has a socket");
        } catch (ServerUri.MalformedException e) {
            throw new QuestionSyntaxException(
                    "'" + text + "' is not a server: " + e.reason() + "; " + e.advice());
        }
    }

    private static Question.Wanted.ViaServer host(String text) throws QuestionSyntaxException {
        Optional<ServerKind> kind = kind(text.toLowerCase(Locale.ROOT));
        int start = kind.map(one -> one.scheme().length() + SEPARATOR.length()).orElse(0);
        try {
            Endpoint endpoint = Endpoint.parse(text.substring(start));
            return new Question.Wanted.Via(endpoint.host(), port(endpoint), kind);
        } catch (Endpoint.MalformedException e) {
            throw new QuestionSyntaxException(
                    "'" + text + "' is not a server (HOST, HOST:PORT or socks5://HOST:PORT)");
        }
    }

    private static Optional<ServerKind> kind(String text) {
        return Arrays.stream(ServerKind.values())
                .filter(one -> text.startsWith(one.scheme() + SEPARATOR))
                .findFirst();
    }

    private static OptionalInt port(Endpoint endpoint) {
        return endpoint.port() == Endpoint.NO_PORT
                ? OptionalInt.empty()
                : OptionalInt.of(endpoint.port());
    }
}
