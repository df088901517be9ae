package io.tsocks.grammar;

import io.tsocks.net.Network;
import io.tsocks.net.Span;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Says what is wrong with a network that is written as other programs want it, and how to write it
/// here.
final class NetworkHabits {

    private static final String ADDRESS = "([0-9]+(?:\\.[0-9]+){3})";
    private static final String MASK = "/([0-9.]+)";
    private static final Pattern PORT_LAST = Pattern.compile(ADDRESS + MASK + ":([0-9-]+)");
    private static final Pattern PORTS =
            Pattern.compile(ADDRESS + ":([0-9-]+(?:,[0-9-]+)+)" + MASK);
    private static final Pattern NETWORKS = Pattern.compile("[0-9.:/-]+(?:[,;][0-9.:/-]+)+");
    private static final Pattern STARS =
            Pattern.compile("((?:[0-9]{1,3}\\.){1,3})[*xX](?:\\.[*xX])*(?:/.*)?");
    private static final Pattern RANGE = Pattern.compile(ADDRESS + "-" + ADDRESS);
    private static final int LONGEST = 500;

    private final String value;
    private final Span span;

    /// @param value the network
    /// @param span the place in it where the grammar gave up
    NetworkHabits(String value, Span span) {
        this.value = value;
        this.span = span;
    }

    /// The problem; empty if it is not one of these.
    Optional<Problem> explain() {
        return value.length() > LONGEST
                ? Optional.empty()
                : portLast().or(this::ports).or(this::networks).or(this::stars).or(this::range);
    }

    private Optional<Problem> portLast() {
        Matcher matcher = PORT_LAST.matcher(value);
        return matcher.matches()
                ? problem(
                        "the port stands before the slash",
                        "write "
                                + matcher.group(1)
                                + ":"
                                + matcher.group(3)
                                + "/"
                                + matcher.group(2))
                : Optional.empty();
    }

    private Optional<Problem> ports() {
        Matcher matcher = PORTS.matcher(value);
        return matcher.matches()
                ? problem(
                        "a line has one port or one range of ports, and this is a list",
                        Arrays.stream(matcher.group(2).split(","))
                                .map(
                                        port ->
                                                "`reaches = "
                                                        + matcher.group(1)
                                                        + ":"
                                                        + port
                                                        + "/"
                                                        + matcher.group(3)
                                                        + "`")
                                .collect(
                                        Collectors.joining(" and ", "write a line for each: ", "")))
                : Optional.empty();
    }

    private Optional<Problem> networks() {
        return NETWORKS.matcher(value).matches()
                ? problem(
                        "a line has one network, and this is a list",
                        "write a line for each network")
                : Optional.empty();
    }

    /// The problem if some numbers of the address are each a star or an `x`, which would turn it
    /// into a host name.
    Optional<Problem> stars() {
        Matcher matcher = STARS.matcher(value);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        List<String> numbers = List.of(matcher.group(1).split("\\."));

        return problem("a network has a netmask, and no wildcards", "write " + network(numbers));
    }

    private static String network(List<String> numbers) {
        String rest = ".0".repeat(4 - numbers.size());
        String mask = String.join(".", Collections.nCopies(numbers.size(), "255"));
        return String.join(".", numbers) + rest + "/" + mask + rest;
    }

    private Optional<Problem> range() {
        Matcher matcher = RANGE.matcher(value);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        OptionalInt first = Ip4Literal.parse(matcher.group(1));
        OptionalInt last = Ip4Literal.parse(matcher.group(2));
        boolean whole =
                first.isPresent()
                        && last.isPresent()
                        && isNetwork(first.getAsInt(), last.getAsInt());
        return problem(
                "a network is an address and a netmask, not a range of addresses",
                whole
                        ? "write "
                                + matcher.group(1)
                                + "/"
                                + Network.Ip4.dotted(~(first.getAsInt() ^ last.getAsInt()))
                        : "write a line for each network that the range is made of");
    }

    private static boolean isNetwork(int first, int last) {
        int bits = first ^ last;
        return (bits & (bits + 1)) == 0 && (first & bits) == 0;
    }

    private Optional<Problem> problem(String message, String help) {
        return Optional.of(Problem.of(SyntaxProblem.MALFORMED_NETWORK, span, message, help));
    }
}
