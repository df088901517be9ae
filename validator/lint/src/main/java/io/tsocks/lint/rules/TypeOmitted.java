package io.tsocks.lint.rules;

import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.grammar.Statement;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.Findings;
import io.tsocks.lint.model.LintRule;
import io.tsocks.lint.model.Page;
import io.tsocks.lint.model.Subject;

/// A server without a SOCKS version.
public final class TypeOmitted extends LintRule {

    /// The rule.
    public TypeOmitted() {
        super("TS312", Severity.WARNING, "server without a type");
    }

    @Override
    public Page page() {
        return Page.of(
                "A server whose block has no `server_type`, so tsocks speaks SOCKS 4 to it.",
                "SOCKS 4 has no passwords, no IPv6 and no host names. Most servers today speak"
                        + " SOCKS 5, and a server that speaks only SOCKS 5 does not answer.",
                """
                local = 10.0.0.0/255.0.0.0
                server = 10.0.0.1
                """,
                """
                local = 10.0.0.0/255.0.0.0
                server = 10.0.0.1
                server_type = 5
                """,
                "There is no automatic fix, because the file does not say which version the"
                        + " server speaks. A server of SOCKS 4 would refuse everything if the"
                        + " fix were wrong.");
    }

    @Override
    public void check(Subject subject, Findings findings) {
        // a type that is there but wrong has its own problem
        if (subject.hasLost("server_type")) {
            return;
        }
        subject.blocks().stream()
                .filter(block -> block.stream().noneMatch(Statement.ServerType.class::isInstance))
                .flatMap(
                        block -> block.stream().filter(Statement.Server.class::isInstance).limit(1))
                .forEach(server -> findings.add(finding(server)));
    }

    private Finding finding(Statement server) {
        return Finding.of(
                Problem.of(
                        this,
                        server.span(),
                        "no server_type is given, so this server is taken for SOCKS 4",
                        "write `server_type = 5`, or 4a or 4 if that is what it speaks"));
    }
}
