package io.tsocks.lint.rules;

import io.tsocks.engine.Policy;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.grammar.Statement;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.Findings;
import io.tsocks.lint.model.LintRule;
import io.tsocks.lint.model.Page;
import io.tsocks.lint.model.Subject;
import io.tsocks.net.HostPattern;
import java.util.Set;

/// A name of one label, which is rarely the name of a host.
public final class OneLabelName extends LintRule {

    /// The words that people write to mean every destination.
    private static final Set<String> EVERYTHING = Set.of("all", "any", "every", "everything");

    /// The rule.
    public OneLabelName() {
        super("TS320", Severity.WARNING, "host name of one label");
    }

    @Override
    public Page page() {
        return Page.of(
                "A host pattern that is a word without a dot, such as `corp`.",
                "The pattern is the name of one host, and matches only programs that ask for"
                        + " exactly that word. It matches no name below it: `.corp` does. Often the"
                        + " word is a typing error, or a word of another program, such as `all`.",
                """
                path {
                    reaches = corp
                    server = 127.0.0.1
                    server_type = 5
                }
                fallback = yes
                """,
                """
                path {
                    reaches = .corp
                    server = 127.0.0.1
                    server_type = 5
                }
                fallback = yes
                """,
                Page.NO_FIX);
    }

    @Override
    public void check(Subject subject, Findings findings) {
        subject.statements(Statement.class).forEach(statement -> check(statement, findings));
    }

    private void check(Statement statement, Findings findings) {
        switch (statement) {
            case Statement.LocalHosts(_, _, HostPattern.Exact exact) ->
                    check(statement, exact, findings);
            case Statement.ReachesHosts(_, _, HostPattern.Exact exact, _) ->
                    check(statement, exact, findings);
            case Statement _ -> {}
        }
    }

    private void check(Statement statement, HostPattern.Exact exact, Findings findings) {
        String name = exact.name().text();
        if (name.indexOf('.') < 0 && !Policy.isLocalhost(name)) {
            findings.add(finding(statement, name));
        }
    }

    private Finding finding(Statement statement, String name) {
        return Finding.of(
                Problem.of(
                        this,
                        statement.span(),
                        "`" + name + "` is the name of one host, without a domain",
                        EVERYTHING.contains(name)
                                ? "write * for every name, and 0.0.0.0/0.0.0.0 for every address"
                                : "write the whole name of the host, or ."
                                        + name
                                        + " for all names below it"));
    }
}
