package io.tsocks.grammar;

import io.tsocks.net.Span;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Says what is wrong with a word that stands for a network and is none.
final class NetworkDiagnosis {

    private final String value;
    private final Span span;
    private final @Nullable Span offending;

    NetworkDiagnosis(String value, Span span, @Nullable Span offending) {
        this.value = value;
        this.span = span;
        this.offending = offending;
    }

    Problem explain() {
        String quote = value.substring(0, 1);
        if ("\"'".contains(quote) && value.length() > 1 && value.endsWith(quote)) {
            return new Problem(
                    SyntaxProblem.QUOTED_VALUE,
                    Severity.ERROR,
                    span,
                    "quotes are part of the value here",
                    "remove the quotes",
                    java.util.List.of());
        }
        if (value.toLowerCase(Locale.ROOT).contains("0x")) {
            return Problem.of(
                    SyntaxProblem.BAD_OCTET,
                    span,
                    "an address has decimal numbers, and this has hexadecimal ones",
                    "write each number of the address as 0 to 255");
        }
        String address = value.substring(0, endOfAddress());
        if (address.chars().anyMatch(c -> Character.isLetter(c) && Character.digit(c, 16) < 0)
                && address.chars()
                        .allMatch(c -> Character.isLetterOrDigit(c) || "-._*".indexOf(c) >= 0)) {
            return Problem.of(
                    SyntaxProblem.HOST_WITH_NETMASK,
                    new Span(span.start(), span.start() + address.length()),
                    "a host name has no netmask",
                    "write " + address + " alone; ports are written " + address + ":443");
        }
        Span place = offending == null || offending.start() < span.start() ? span : offending;
        Optional<Problem> habit = new NetworkHabits(value, place).explain();
        if (habit.isPresent()) {
            return habit.get();
        }
        return Problem.of(
                SyntaxProblem.MALFORMED_NETWORK,
                place,
                place.start() >= span.end()
                        ? "the network ends too early"
                        : "this does not belong in a network",
                "a network is IP/NETMASK, such as 10.0.0.0/255.0.0.0");
    }

    private int endOfAddress() {
        int end = 0;
        while (end < value.length() && ":/".indexOf(value.charAt(end)) < 0) {
            end++;
        }
        return end;
    }
}
