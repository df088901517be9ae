package io.tsocks.engine.analysis;

import io.tsocks.net.Endpoint;
import java.util.Locale;
import java.util.OptionalInt;

/// Reads a server of a [Question]: `10.1.7.25`, `proxy.example:1080`,
/// `socks5://[2001:db8::1]:1080`.
final class ServerText {

    private ServerText() {}

    static Question.Wanted.Via parse(String text) throws QuestionSyntaxException {
        String lower = text.toLowerCase(Locale.ROOT);
        OptionalInt version = OptionalInt.empty();
        int start = 0;
        if (lower.startsWith("socks4://") || lower.startsWith("socks5://")) {
            version = OptionalInt.of(lower.charAt(5) - '0');
            start = 9;
        }
        try {
            Endpoint endpoint = Endpoint.parse(text.substring(start));
            return new Question.Wanted.Via(endpoint.host(), port(endpoint), version);
        } catch (Endpoint.MalformedException e) {
            throw new QuestionSyntaxException(
                    "'" + text + "' is not a server (HOST, HOST:PORT or socks5://HOST:PORT)");
        }
    }

    private static OptionalInt port(Endpoint endpoint) {
        return endpoint.port() == Endpoint.NO_PORT
                ? OptionalInt.empty()
                : OptionalInt.of(endpoint.port());
    }
}
