package io.tsocks.convert;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A route in the file of Dante's client.
///
/// @param where it begins
/// @param settings what stands after each keyword; under the empty one, what stands before the
///     first
/// @param keywords each with its colon
record DanteRoute(Word where, Map<String, List<Word>> settings, List<Word> keywords) {

    /// Those of Dante 1.4, sockd.conf(5).
    private static final Set<String> KNOWN =
            Set.of(
                    "from:",
                    "to:",
                    "via:",
                    "command:",
                    "protocol:",
                    "proxyprotocol:",
                    "method:",
                    "clientmethod:",
                    "socksmethod:",
                    "extension:",
                    "gssapi.servicename:",
                    "gssapi.keytab:",
                    "gssapi.encryption:");

    /// The first word that Dante does not take where it stands; empty if it takes all.
    Optional<Word> unknown() {
        return Stream.concat(
                        get("").stream(),
                        keywords.stream().filter(word -> !KNOWN.contains(word.text())))
                .findFirst();
    }

    List<Word> get(String keyword) {
        return settings.getOrDefault(keyword, List.of());
    }

    List<String> texts(String keyword) {
        return get(keyword).stream().map(Word::text).toList();
    }

    Word place(String keyword) {
        return get(keyword).isEmpty() ? where : get(keyword).getFirst();
    }

    boolean isDirect() {
        return texts("via").equals(List.of("direct"));
    }

    /// The protocol by which Dante finds a route; empty if it is none of tsocks'.
    String firstProtocol() {
        List<String> protocols = proxyProtocols();
        return Stream.of("socks_v4", "socks_v5", "http")
                .filter(protocols::contains)
                .findFirst()
                .orElse("");
    }

    /// The protocols that the server may speak, `socks_v4`, `socks_v5` and `http` among them.
    List<String> proxyProtocols() {
        List<String> said = texts("proxyprotocol");
        return said.isEmpty()
                ? List.of("socks_v4", "socks_v5")
                : said.stream().map(word -> word.startsWith("http") ? "http" : word).toList();
    }
}
