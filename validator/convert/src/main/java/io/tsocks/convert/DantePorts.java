package io.tsocks.convert;

import io.tsocks.net.PortRange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// The ports that stand after an address in a file of Dante.
final class DantePorts {

    private static final Map<String, String> SERVICES =
            Map.ofEntries(
                    Map.entry("ftp", "21"),
                    Map.entry("ssh", "22"),
                    Map.entry("telnet", "23"),
                    Map.entry("smtp", "25"),
                    Map.entry("domain", "53"),
                    Map.entry("http", "80"),
                    Map.entry("https", "443"),
                    Map.entry("socks", "1080"));

    private DantePorts() {}

    /// Reads `port = 80`, `port gt 1023` or `port 1000 - 2000`; no words are every port. Empty if
    /// the words say no ports.
    static Optional<List<PortRange>> of(List<Word> words) {
        if (words.isEmpty()) {
            return Optional.of(List.of(PortRange.ANY));
        }
        List<String> texts = words.stream().map(Word::text).toList();
        if (!texts.getFirst().equals("port") || texts.size() < 3) {
            return Optional.empty();
        }
        if (texts.size() == 4 && texts.get(2).equals("-")) {
            return range(port(texts.get(1)), port(texts.get(3)));
        }
        return texts.size() == 3 ? by(texts.get(1), port(texts.get(2))) : Optional.empty();
    }

    private static Optional<List<PortRange>> by(String operator, OptionalInt number) {
        if (number.isEmpty()) {
            return Optional.empty();
        }
        int port = number.getAsInt();
        return switch (operator) {
            case "=", "eq" -> ranges(port, port);
            case ">", "gt" -> ranges(port + 1, 65535);
            case ">=", "ge" -> ranges(port, 65535);
            case "<", "lt" -> ranges(1, port - 1);
            case "<=", "le" -> ranges(1, port);
            case "!=", "ne" ->
                    Optional.of(
                            Stream.of(ranges(1, port - 1), ranges(port + 1, 65535))
                                    .flatMap(Optional::stream)
                                    .flatMap(List::stream)
                                    .toList());
            default -> Optional.empty();
        };
    }

    private static Optional<List<PortRange>> range(OptionalInt first, OptionalInt last) {
        return first.isEmpty() || last.isEmpty()
                ? Optional.empty()
                : ranges(first.getAsInt(), last.getAsInt());
    }

    private static Optional<List<PortRange>> ranges(int first, int last) {
        return first < 1 || last > 65535 || last < first
                ? Optional.empty()
                : Optional.of(List.of(new PortRange(first, last)));
    }

    private static OptionalInt port(String text) {
        return Hosts.port(SERVICES.getOrDefault(text, text));
    }
}
