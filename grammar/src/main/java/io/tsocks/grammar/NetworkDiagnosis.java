package io.tsocks.grammar;

import io.tsocks.net.Span;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Says what is wrong with a word that is meant as a network but is not one.
final class NetworkDiagnosis {

    private static final Pattern AFTER_ADDRESS = Pattern.compile("[:/].*$");

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
        Span place = offending == null || offending.start() < span.start() ? span : offending;
        return new HostHabits(value, span)
                .explain()
                .or(() -> new NetworkHabits(value, place).explain())
                .or(this::mistyped)
                .or(() -> HexadecimalName.problem(value, span))
                .orElseGet(() -> malformed(place));
    }

    private Optional<Problem> mistyped() {
        String address = AFTER_ADDRESS.matcher(value).replaceFirst("");
        return new MistypedAddress(address, span.start()).asNetwork().stream().findFirst();
    }

    private Problem malformed(Span place) {
        return Problem.of(
                SyntaxProblem.MALFORMED_NETWORK,
                place,
                place.start() >= span.end()
                        ? "the network ends too early"
                        : "this does not belong in a network",
                "a network is IP/NETMASK, such as 10.0.0.0/255.0.0.0");
    }
}
