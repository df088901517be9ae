package io.tsocks.lint.rules;

import io.tsocks.grammar.Extension;
import io.tsocks.grammar.Statement;
import io.tsocks.lint.model.Dialect;
import io.tsocks.lint.model.Edit;
import io.tsocks.lint.model.Page;
import io.tsocks.lint.model.Subject;
import io.tsocks.net.ServerAddress;
import io.tsocks.net.ServerUri;
import io.tsocks.net.Span;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/// A server as a URI, which tsocks 1.8 takes for a host name.
public final class ServerScheme extends ExtensionRule {

    /// The rule.
    public ServerScheme() {
        super(
                "TS507",
                "server as a URI",
                Extension.Kind.SERVER_URI,
                "tsocks 1.8 takes a URI for a host name",
                "write a line for each part of the URI if tsocks 1.8 is to read the file; it speaks"
                        + " SOCKS 4 and 5 only");
    }

    @Override
    public Page page() {
        return Page.of(
                "A server in one word, such as `socks5://10.0.0.1:1080`.",
                "tsocks 1.8 takes the word for a host name and cannot find the server. With"
                        + " `--dialect=tsocks-1.8` this is an error.",
                """
                local = 10.0.0.0/255.0.0.0
                server = socks5://10.0.0.1:1080
                """,
                """
                local = 10.0.0.0/255.0.0.0
                server = 10.0.0.1
                server_port = 1080
                server_type = 5
                """,
                "There is no automatic fix, because tsocks reads URIs. With"
                        + " `--dialect=tsocks-1.8` a safe fix writes a line for each part, if tsocks 1.8"
                        + " has a line for each and the block has no other server.");
    }

    @Override
    BiFunction<String, Span, List<Edit>> fix(Subject subject) {
        return subject.options().dialect() == Dialect.TSOCKS_1_8
                ? writer(subject)
                : (_, _) -> List.of();
    }

    /// Writes only URIs whose block says nothing else of a server: of what it says twice, the first
    /// line counts, and that would be another one.
    private static BiFunction<String, Span, List<Edit>> writer(Subject subject) {
        Set<Integer> ends =
                subject.blocks().stream()
                        .map(block -> block.stream().filter(ServerScheme::isOfServer).toList())
                        .filter(lines -> lines.size() == 1)
                        .map(lines -> lines.getFirst().end())
                        .collect(Collectors.toSet());
        return (text, value) -> ends.contains(value.end()) ? writeLines(text, value) : List.of();
    }

    private static boolean isOfServer(Statement statement) {
        return statement instanceof Statement.ServerLine
                || statement instanceof Statement.ServerPort
                || statement instanceof Statement.ServerType
                || statement instanceof Statement.DefaultUser;
    }

    /// Writes a line for each part, unless tsocks 1.8 has no statement for one.
    private static List<Edit> writeLines(String text, Span value) {
        return parse(text.substring(value.start(), value.end()))
                .filter(ServerScheme::isClassic)
                .filter(uri -> uri.user().stream().allMatch(ServerScheme::isWord))
                .flatMap(uri -> lines(uri, "\n" + indent(text, value)))
                .map(lines -> List.of(new Edit(value, lines)))
                .orElse(List.of());
    }

    /// Whether tsocks 1.8 speaks with such a server.
    private static boolean isClassic(ServerUri uri) {
        return switch (uri.kind()) {
            case SOCKS4, SOCKS5 -> true;
            case SOCKS4A, HTTP, SOCKS5_TLS, HTTPS -> false;
        };
    }

    private static Optional<ServerUri> parse(String word) {
        try {
            return Optional.of(ServerUri.parse(word));
        } catch (ServerUri.MalformedException e) {
            return Optional.empty();
        }
    }

    private static boolean isWord(String user) {
        return user.chars().noneMatch(Character::isWhitespace) && !user.startsWith("#");
    }

    private static String indent(String text, Span value) {
        int start = text.lastIndexOf('\n', value.start()) + 1;
        int end = start;
        while (text.charAt(end) == ' ' || text.charAt(end) == '\t') {
            end++;
        }
        return text.substring(start, end);
    }

    /// A line for each part; empty for a socket, of which tsocks 1.8 knows nothing.
    private static Optional<String> lines(ServerUri uri, String next) {
        return switch (uri.address()) {
            case ServerAddress.Unix _ -> Optional.empty();
            case ServerAddress.Inet(String host, int port) ->
                    Optional.of(
                            host
                                    + next
                                    + "server_port = "
                                    + port
                                    + next
                                    + "server_type = "
                                    + uri.kind().socks().orElseThrow().label()
                                    + uri.user()
                                            .map(user -> next + "default_user = " + user)
                                            .orElse(""));
        };
    }
}
