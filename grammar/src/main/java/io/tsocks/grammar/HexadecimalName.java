package io.tsocks.grammar;

import io.tsocks.net.Span;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A host name of hexadecimal digits, such as `fade`. With ports it cannot be told from the start
/// of an IPv6 address, and is read as one.
final class HexadecimalName {

    private static final Pattern WITH_PORTS =
            Pattern.compile("([0-9a-fA-F]*[a-fA-F][0-9a-fA-F]*):([0-9]{1,5}(?:-[0-9]{1,5})?)");

    private HexadecimalName() {}

    /// What is wrong with a text that is meant as such a name with ports; empty if it is not.
    static Optional<Problem> problem(String text, Span span) {
        Matcher matcher = WITH_PORTS.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String name = matcher.group(1);
        return Optional.of(
                Problem.of(
                        SyntaxProblem.BAD_IPV6,
                        span,
                        text + " is not an IPv6 address",
                        "hexadecimal digits before a colon start an IPv6 address; if the host "
                                + name
                                + " is meant, write "
                                + name
                                + ".:"
                                + matcher.group(2)
                                + ", with the final dot of a name"));
    }
}
