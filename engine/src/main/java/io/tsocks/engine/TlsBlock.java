package io.tsocks.engine;

import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Statement;
import io.tsocks.net.KeyPin;
import io.tsocks.net.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// What one block says of TLS while a file is compiled.
final class TlsBlock {

    private final Consumer<Problem> problems;
    private final List<Statement.TlsPin> lines = new ArrayList<>();
    private final Map<KeyPin, Span> pins = new LinkedHashMap<>();

    TlsBlock(Consumer<Problem> problems) {
        this.problems = problems;
    }

    /// Takes a pin; several are the keys of which the server must have one.
    void add(Statement.TlsPin line) {
        lines.add(line);
        Span first = pins.putIfAbsent(line.pin(), line.span());
        if (first != null) {
            problems.accept(
                    Problem.of(
                                    PolicyProblem.DUPLICATE_PIN,
                                    line.span(),
                                    "this pin is already given in this block",
                                    "remove the line")
                            .with(first, "the same pin"));
        }
    }

    /// The lines about pins, in file order.
    List<Statement.TlsPin> lines() {
        return lines;
    }

    /// What holds for the servers of the block that speak TLS.
    ///
    /// @param path resolves a path that a statement has
    TlsSettings settings(
            Optional<Statement.TlsCa> ca,
            Optional<Statement.TlsClient> client,
            UnaryOperator<String> path) {
        return new TlsSettings(
                ca.map(Statement.TlsCa::path).map(path),
                List.copyOf(pins.keySet()),
                client.map(Statement.TlsClient::path).map(path));
    }

    /// Reports the lines about TLS of a block whose servers speak none.
    void reportWithoutTls(
            Optional<Statement.TlsCa> ca, Optional<Statement.TlsClient> client, Span server) {
        Stream.of(ca.stream(), client.stream(), lines.stream())
                .flatMap(some -> some)
                .map(
                        line ->
                                Problem.of(
                                                PolicyProblem.SETTING_WITHOUT_TLS,
                                                line.span(),
                                                line.name()
                                                        + " has no effect: the connection to the"
                                                        + " server is not one of TLS",
                                                "write the server as https://HOST or"
                                                        + " socks5+tls://HOST if it speaks TLS, or"
                                                        + " remove the line")
                                        .with(server, "the server"))
                .forEach(problems);
    }
}
