package io.tsocks.engine.analysis;

import io.tsocks.net.Endpoint;
import io.tsocks.net.SocksVersion;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// Reads a server of a [Question]: `10.1.7.25`, `proxy.example:1080`,
/// `socks5://[2001:db8::1]:1080`.
final class ServerText {

    private ServerText() {}

    static Question.Wanted.Via parse(String text) throws QuestionSyntaxException {
        String lower = text.toLowerCase(Locale.ROOT);
        Optional<SocksVersion> version =
                Arrays.stream(SocksVersion.values())
                        .filter(one -> lower.startsWith(scheme(one)))
                        .findFirst();
        int start = version.map(one -> scheme(one).length()).orElse(0);
        try {
            Endpoint endpoint = Endpoint.parse(text.substring(start));
            return new Question.Wanted.Via(endpoint.host(), port(endpoint), version);
        } catch (Endpoint.MalformedException e) {
            throw new QuestionSyntaxException(
                    "'" + text + "' is not a server (HOST, HOST:PORT or socks5://HOST:PORT)");
        }
    }

    private static String scheme(SocksVersion version) {
        return "socks" + version.label() + "://";
    }

    private static OptionalInt port(Endpoint endpoint) {
        return endpoint.port() == Endpoint.NO_PORT
                ? OptionalInt.empty()
                : OptionalInt.of(endpoint.port());
    }
}
