package io.tsocks.grammar;

import java.util.Optional;
import java.util.stream.Stream;

/// A use of something that this project reads and tsocks 1.8 does not.
///
/// @param kind what was used
/// @param span the text that uses it
public record Extension(Kind kind, Span span) {

    /// What tsocks 1.8 does not know.
    public enum Kind {
        /// A prefix length in place of a netmask: `10.0.0.0/8`.
        PREFIX_LENGTH,
        /// An IPv6 network or server.
        IPV6,
        /// No blanks around `=` or before `{`.
        UNSPACED
    }

    /// The extensions that a file uses, in file order; found again at each call.
    public static Stream<Extension> in(ConfFile file) {
        return file.statements().stream().flatMap(statement -> in(file.text(), statement));
    }

    private static Stream<Extension> in(String text, Statement statement) {
        return Stream.of(unspaced(text, statement), beyondTheLanguage(text, statement))
                .flatMap(Optional::stream);
    }

    private static Optional<Extension> unspaced(String text, Statement statement) {
        int sign =
                switch (statement) {
                    case Statement.PathOpening opening -> opening.end() - 1;
                    case Statement.PathClosing closing -> -1;
                    case Statement.Local local -> text.indexOf('=', local.start());
                    case Statement.Reaches reaches -> text.indexOf('=', reaches.start());
                    case Statement.Setting setting -> text.indexOf('=', setting.start());
                };
        boolean opening = statement instanceof Statement.PathOpening;
        if (sign < 0
                || (isBlank(text.charAt(sign - 1))
                        && (opening || isBlank(text.charAt(sign + 1))))) {
            return Optional.empty();
        }
        return Optional.of(new Extension(Kind.UNSPACED, new Span(sign, sign + 1)));
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static Optional<Extension> beyondTheLanguage(String text, Statement statement) {
        return switch (statement) {
            case Statement.Local local -> network(text, local, local.network());
            case Statement.Reaches reaches -> network(text, reaches, reaches.network());
            case Statement.Server server ->
                    server.host().indexOf(':') < 0
                            ? Optional.empty()
                            : Optional.of(new Extension(Kind.IPV6, value(text, server)));
            default -> Optional.empty();
        };
    }

    private static Optional<Extension> network(String text, Statement statement, Network network) {
        return switch (network) {
            case Network.Ip6 _ -> Optional.of(new Extension(Kind.IPV6, value(text, statement)));
            case Network.Ip4 ip4 -> {
                int slash = text.indexOf('/', statement.start());
                boolean dotted = text.substring(slash, statement.end()).indexOf('.') >= 0;
                // tsocks 1.8 reads "0" as the mask 0.0.0.0, which is what it says
                yield dotted || ip4.mask() == 0
                        ? Optional.empty()
                        : Optional.of(
                                new Extension(
                                        Kind.PREFIX_LENGTH, new Span(slash, statement.end())));
            }
        };
    }

    private static Span value(String text, Statement statement) {
        int at = text.indexOf('=', statement.start()) + 1;
        while (isBlank(text.charAt(at))) {
            at++;
        }
        return new Span(at, statement.end());
    }
}
