package io.tsocks.engine.analysis;

import io.tsocks.engine.Address;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

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
        String authority = text.substring(start);
        Question.Wanted.@Nullable Via server = authority.isEmpty() ? null : of(authority, version);
        if (server == null || !isHost(server.host())) {
            throw new QuestionSyntaxException(
                    "'" + text + "' is no server, which is HOST, HOST:PORT or socks5://HOST:PORT");
        }
        return server;
    }

    /// Whether a server can have this name. One that none can have would be a proof that nothing
    /// goes there, and is a slip of the pen.
    private static boolean isHost(String host) {
        if (host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || isDigit(c))) {
            return Address.parse(host).isPresent();
        }
        return !host.isEmpty() && host.chars().allMatch(ServerText::isHostCharacter);
    }

    private static boolean isHostCharacter(int c) {
        return c == '-' || c == '.' || c == '_' || c > 127 || Character.isLetterOrDigit(c);
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static Question.Wanted.Via of(String authority, OptionalInt version)
            throws QuestionSyntaxException {
        int colon = authority.lastIndexOf(':');
        int bracket = authority.lastIndexOf(']');
        if (authority.startsWith("[") && bracket > 0) {
            String host = authority.substring(1, bracket);
            String rest = authority.substring(bracket + 1);
            if (rest.isEmpty()) {
                return new Question.Wanted.Via(host, OptionalInt.empty(), version);
            }
            return new Question.Wanted.Via(
                    host, port(rest.startsWith(":") ? rest.substring(1) : rest), version);
        }
        if (colon < 0 || authority.indexOf(':') < colon) {
            return new Question.Wanted.Via(authority, OptionalInt.empty(), version);
        }
        return new Question.Wanted.Via(
                authority.substring(0, colon), port(authority.substring(colon + 1)), version);
    }

    private static OptionalInt port(String text) throws QuestionSyntaxException {
        return OptionalInt.of(QuestionParser.port(text));
    }
}
