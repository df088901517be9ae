package io.tsocks.validator.rules;

import io.tsocks.engine.Address;
import io.tsocks.engine.Policy;
import io.tsocks.engine.Rule;
import io.tsocks.engine.SocksServer;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.grammar.Statement;
import io.tsocks.validator.lint.Finding;
import io.tsocks.validator.lint.LintRule;
import io.tsocks.validator.lint.Page;
import io.tsocks.validator.lint.Subject;
import java.util.function.Consumer;

/// A path that reaches its own server.
public final class ServerThroughItself extends LintRule {

    /// The rule.
    public ServerThroughItself() {
        super("TS309", Severity.WARNING, "server reached through itself");
    }

    @Override
    public Page page() {
        return Page.of(
                "A path that reaches the address of its own server, which is in no local"
                        + " network.",
                "The server could be reached only through itself, so tsocks refuses every"
                        + " connection of the path.",
                """
                path {
                    reaches = 10.0.0.0/255.0.0.0
                    server = 10.1.7.25
                    server_type = 5
                }
                fallback = yes
                """,
                """
                local = 10.1.7.0/255.255.255.0
                path {
                    reaches = 10.0.0.0/255.0.0.0
                    server = 10.1.7.25
                    server_type = 5
                }
                fallback = yes
                """,
                Page.NO_FIX);
    }

    @Override
    public void check(Subject subject, Consumer<Finding> findings) {
        if (subject.hasLost("local")) {
            return;
        }
        for (Rule.Path path : subject.policy().paths()) {
            SocksServer server = path.server();
            if (server == null || subject.policy().placeOf(server) != Policy.Place.ELSEWHERE) {
                continue;
            }
            Address.parse(server.host()).stream()
                    .flatMap(
                            address ->
                                    path.reaches().stream()
                                            .filter(to -> Coverage.holds(to.network(), address))
                                            .filter(to -> to.ports().contains(server.port())))
                    .findFirst()
                    .ifPresent(to -> findings.accept(finding(server, to)));
        }
    }

    private Finding finding(SocksServer server, Statement.Reaches reaches) {
        return Finding.of(
                Problem.of(
                        this,
                        reaches.span(),
                        "this holds the path's own server "
                                + server.host()
                                + ", which could only"
                                + " be reached through itself",
                        "add a local network that holds the server"));
    }
}
