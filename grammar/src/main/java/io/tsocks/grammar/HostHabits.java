package io.tsocks.grammar;

import io.tsocks.net.HostName;
import io.tsocks.net.HostPattern;
import io.tsocks.net.Span;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Says what is wrong with host names that are written as other programs want them, and how to
/// write them here.
final class HostHabits {

    private static final Pattern URL = Pattern.compile("[a-zA-Z][a-zA-Z0-9+]*://([^/:@]*).*");
    private static final Pattern NAME = Pattern.compile("([\\w.*-]+)([:/].*)?");
    private static final Pattern FIRST_LABEL = Pattern.compile("^([^.:/,;]*).*$");
    private static final int LONGEST = 500;

    private final String value;
    private final Span span;

    /// @param value of a `local` or `reaches`
    /// @param span of the value
    HostHabits(String value, Span span) {
        this.value = value;
        this.span = span;
    }

    /// The problem; empty if the value is not about names.
    Optional<Problem> explain() {
        if (value.length() > LONGEST) {
            return Optional.empty();
        }
        return isAboutNames()
                ? url().or(this::list).or(this::tail).or(this::pattern)
                : hasLetter(value) ? list() : Optional.empty();
    }

    /// A word that starts with a star is a pattern. One whose first label is a number, or is meant
    /// as one, is an address, and so is one with brackets or two colons.
    private boolean isAboutNames() {
        String label = MistypedAddress.digits(FIRST_LABEL.matcher(value).replaceFirst("$1"));
        return value.startsWith("*")
                || value.equals(".")
                || (hasLetter(value)
                        && !value.contains("::")
                        && !value.startsWith("[")
                        && label.chars().anyMatch(c -> c < '0' || c > '9'));
    }

    /// Whether there is a letter that no IPv6 address has.
    private static boolean hasLetter(String text) {
        return text.chars().anyMatch(c -> Character.isLetter(c) && Character.digit(c, 16) < 0);
    }

    private Optional<Problem> url() {
        Matcher matcher = URL.matcher(value);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String host = matcher.group(1);
        return problem(
                "this is a URL, and a line has a host name",
                host.isEmpty() || value.indexOf('@') >= 0
                        ? HostsReader.PATTERNS
                        : "write " + host + " alone");
    }

    private Optional<Problem> list() {
        return value.indexOf(',') >= 0 || value.indexOf(';') >= 0
                ? problem(
                        "a line has one network or host pattern, and this is a list",
                        "write a line for each of them, and for each port")
                : Optional.empty();
    }

    /// The problem with the text after a name, if the name itself is acceptable.
    private Optional<Problem> tail() {
        Matcher matcher = NAME.matcher(value);
        if (!matcher.matches() || matcher.group(2) == null || reason(matcher.group(1)) != null) {
            return Optional.empty();
        }
        String name = matcher.group(1);
        Span place = new Span(span.start(), span.start() + name.length());
        return Optional.of(
                value.indexOf('/') >= 0
                        ? Problem.of(
                                SyntaxProblem.HOST_WITH_NETMASK,
                                place,
                                "a host name has no netmask",
                                "write " + name + " alone; ports are written " + name + ":443")
                        : Problem.of(
                                SyntaxProblem.BAD_PORT,
                                new Span(place.end() + 1, span.end()),
                                "a port is a number from 1 to 65535, and this is not one",
                                "write one port, `:80`, or a range, `:80-90`"));
    }

    private Optional<Problem> pattern() {
        String reason = reason(value);
        return reason == null
                ? Optional.empty()
                : problem("this is not a host pattern: " + reason, HostsReader.PATTERNS);
    }

    /// What is wrong with a pattern; null if nothing is.
    private static @Nullable String reason(String pattern) {
        try {
            HostPattern.parse(pattern);
            return null;
        } catch (HostName.MalformedException e) {
            return e.reason();
        }
    }

    private Optional<Problem> problem(String message, String help) {
        return Optional.of(Problem.of(SyntaxProblem.BAD_HOST_PATTERN, span, message, help));
    }
}
