package io.tsocks.lint.rules;

import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.grammar.Statement;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.Findings;
import io.tsocks.lint.model.LintRule;
import io.tsocks.lint.model.Page;
import io.tsocks.lint.model.Subject;
import io.tsocks.net.Address;
import io.tsocks.net.Span;

/// Destinations that no line of the file reaches.
public final class UnservedDestinations extends LintRule {

    /// The rule.
    public UnservedDestinations() {
        super("TS307", Severity.WARNING, "destinations without a server");
    }

    @Override
    public Page page() {
        return Page.of(
                "A file in which some destinations are neither local nor reached by a path,"
                        + " without a default server and without `fallback = yes`.",
                "Connections to these destinations are refused, which few authors intend. IPv6"
                        + " destinations count only if the file mentions IPv6.",
                """
                local = 10.0.0.0/255.0.0.0
                path {
                    reaches = 150.0.0.0/255.255.0.0
                    server = 10.0.0.1
                    server_type = 5
                }
                """,
                """
                local = 10.0.0.0/255.0.0.0
                path {
                    reaches = 150.0.0.0/255.255.0.0
                    server = 10.0.0.1
                    server_type = 5
                }
                fallback = yes
                """,
                Page.NO_FIX);
    }

    @Override
    public void check(Subject subject, Findings findings) {
        if (subject.isForeign()
                || subject.isIncomplete()
                || !subject.policy().hasServer()
                || EveryNameReached.lines(subject.policy()).findAny().isPresent()) {
            return;
        }
        subject.unserved().map(where -> finding(subject, where)).ifPresent(findings::add);
    }

    private Finding finding(Subject subject, Address witness) {
        return Finding.of(
                Problem.of(
                        this,
                        firstPath(subject),
                        "no server for some destinations, such as "
                                + witness
                                + ", so they are refused",
                        "give a default server, or write `fallback = yes` to reach them directly"));
    }

    private static Span firstPath(Subject subject) {
        return subject.statements(Statement.PathOpening.class)
                .findFirst()
                .map(Statement::span)
                .orElse(Span.NONE);
    }
}
