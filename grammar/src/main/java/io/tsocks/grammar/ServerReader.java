package io.tsocks.grammar;

import io.tsocks.net.ServerUri;
import io.tsocks.net.Span;
import java.util.Optional;

/// Reads the value of a `server`: an address, a host name or a URI.
final class ServerReader {

    private final Problems findings;

    ServerReader(Problems findings) {
        this.findings = findings;
    }

    /// The host, an IPv6 address without its brackets; empty if it is not one, which has then been
    /// reported.
    Optional<String> read(String value, Span span) {
        String bare =
                value.startsWith("[") && value.endsWith("]")
                        ? value.substring(1, value.length() - 1)
                        : value;
        if (value.indexOf('@') >= 0) {
            return login(span);
        }
        if (bare.indexOf(':') >= 0) {
            return withColon(bare, span);
        }
        if (!bare.equals(value) || !value.chars().allMatch(ServerReader::isHostCharacter)) {
            findings.add(
                    SyntaxProblem.BAD_SERVER,
                    span,
                    "this is neither an address nor a host name",
                    "a host name has letters, digits, hyphens and dots");
            return Optional.empty();
        }
        return value.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'))
                ? numeric(value, span)
                : Optional.of(value);
    }

    /// The server of a URI; empty if it is not one, which has then been reported.
    Optional<ServerUri> readUri(String value, Span span) {
        Optional<Span> password = ServerUri.password(value);
        try {
            return Optional.of(ServerUri.parse(value));
        } catch (ServerUri.MalformedException e) {
            findings.add(
                    password.isPresent() ? SyntaxProblem.PASSWORD_IN_URI : SyntaxProblem.BAD_SERVER,
                    span,
                    e.reason(),
                    e.advice());
            return Optional.empty();
        }
    }

    private Optional<String> login(Span span) {
        findings.add(
                SyntaxProblem.BAD_SERVER,
                span,
                "a server is an address or a host name, without a login",
                "write socks5://USER@HOST, or the host alone and the user as `default_user`; the"
                        + " password is `default_pass`");
        return Optional.empty();
    }

    private static boolean isHostCharacter(int c) {
        // the resolver judges a name in another script
        return c == '-' || c == '.' || c == '_' || c > 127 || Character.isLetterOrDigit(c);
    }

    private Optional<String> withColon(String value, Span span) {
        if (Ip6Literal.parse(value).isPresent()) {
            return Optional.of(value);
        }
        int colon = value.lastIndexOf(':');
        if (colon > 0
                && Numbers.leadingDigits(value.substring(colon + 1)) > 0
                && (value.indexOf(':') == colon || value.charAt(colon - 1) == ']')) {
            findings.add(
                    SyntaxProblem.SERVER_WITH_PORT,
                    new Span(span.end() - (value.length() - colon), span.end()),
                    "the port of a server is a statement of its own",
                    "write `server_port = "
                            + value.substring(colon + 1)
                            + "` on the next line, and the host alone here");
            return Optional.empty();
        }
        findings.add(
                SyntaxProblem.BAD_IPV6,
                span,
                Redaction.shown(value) + " is not an IPv6 address",
                null);
        return Optional.empty();
    }

    /// Reads digits and dots: an IPv4 address or a mistake.
    private Optional<String> numeric(String value, Span span) {
        if (Ip4Literal.parse(value).isPresent()) {
            return Optional.of(value);
        }
        int at = 0;
        int octets = 0;
        while (at <= value.length()) {
            int dot = value.indexOf('.', at);
            int end = dot < 0 ? value.length() : dot;
            String digits = value.substring(at, end);
            octets++;
            if (Numbers.parse(digits, 255).isEmpty()) {
                return badOctet(digits, new Span(span.start() + at, span.start() + end));
            }
            at = end + 1;
        }
        return octets == 4 ? leadingZero(span) : shortAddress(octets, span);
    }

    private Optional<String> badOctet(String digits, Span span) {
        findings.add(
                SyntaxProblem.BAD_OCTET,
                span,
                digits.isEmpty()
                        ? "a number of the address is missing"
                        : "a number of an address is 0 to 255, and this is " + digits,
                null);
        return Optional.empty();
    }

    private Optional<String> leadingZero(Span span) {
        findings.add(
                SyntaxProblem.LEADING_ZERO,
                span,
                "a leading zero makes a number octal",
                "write the numbers without leading zeros");
        return Optional.empty();
    }

    private Optional<String> shortAddress(int octets, Span span) {
        findings.add(
                SyntaxProblem.SHORT_ADDRESS,
                span,
                "an address has four numbers, and this has " + octets,
                "write all four");
        return Optional.empty();
    }
}
