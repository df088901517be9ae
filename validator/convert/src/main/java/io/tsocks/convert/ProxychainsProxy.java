package io.tsocks.convert;

import io.tsocks.net.Secret;
import io.tsocks.net.ServerKind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A line of the `[ProxyList]` of a proxychains.conf.
///
/// @param where the line
/// @param type what the server speaks, as written
/// @param port 1 to 65535
/// @param login nothing, a user, or a user and a password
record ProxychainsProxy(Word where, String type, String host, int port, List<String> login) {

    /// Reads `TYPE HOST PORT [USER [PASSWORD]]` or `TYPE://[USER:PASSWORD@]HOST:PORT`; empty if the
    /// line is neither.
    static Optional<ProxychainsProxy> of(Word line) {
        List<Word> words = line.split();
        return words.size() == 1 && line.text().contains("://")
                ? ofUri(line)
                : ofWords(line, words.stream().map(Word::text).toList());
    }

    private static Optional<ProxychainsProxy> ofWords(Word line, List<String> words) {
        OptionalInt port = words.size() > 2 ? Hosts.port(words.get(2)) : OptionalInt.empty();
        return port.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new ProxychainsProxy(
                                line,
                                words.get(0),
                                words.get(1),
                                port.getAsInt(),
                                words.subList(3, Math.min(5, words.size()))));
    }

    /// The login of such a URI is not escaped.
    private static Optional<ProxychainsProxy> ofUri(Word line) {
        String text = line.text();
        int separator = text.indexOf("://");
        String rest = text.substring(separator + 3);
        int at = rest.lastIndexOf('@');
        int colon = rest.indexOf(':', at + 1);
        int login = at < 0 ? -1 : rest.substring(0, at).indexOf(':');
        OptionalInt port = Hosts.port(colon < 0 ? "" : rest.substring(colon + 1));
        if (port.isEmpty() || (at >= 0 && login < 0)) {
            return Optional.empty();
        }
        List<String> words =
                at < 0
                        ? List.of()
                        : List.of(rest.substring(0, login), rest.substring(login + 1, at));
        String host = rest.substring(at + 1, colon);
        String type = text.substring(0, separator);
        return Optional.of(new ProxychainsProxy(line, type, host, port.getAsInt(), words));
    }

    /// The server of the line.
    ///
    /// @param kind what its type means
    Server as(ServerKind kind) {
        Optional<Secret> password =
                login.stream().skip(1).filter(word -> !word.isEmpty()).findFirst().map(Secret::of);
        return Server.of(kind, host, port).with(login.stream().findFirst(), password);
    }
}
