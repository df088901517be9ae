package io.tsocks.lint.rules;

import io.tsocks.engine.RuleUse;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.Findings;
import io.tsocks.lint.model.Fix;
import io.tsocks.lint.model.LintRule;
import io.tsocks.lint.model.Page;
import io.tsocks.lint.model.Subject;
import java.util.Comparator;
import java.util.List;

/// A network whose destinations would have the same route without it.
public final class RedundantNetwork extends LintRule {

    /// The rule.
    public RedundantNetwork() {
        super("TS302", Severity.INFO, "redundant network");
    }

    @Override
    public Page page() {
        return Page.of(
                "A `local` or `reaches` line without which all its destinations would have the"
                        + " same route.",
                "Shorter policies are easier to get right. The finding names the lines that"
                        + " would decide instead. The linter does not report a line if a dead"
                        + " line (TS301) would decide instead.",
                """
                local = 10.0.0.0/255.0.0.0
                path {
                    reaches = 150.0.0.0/255.0.0.0
                    server = 10.0.0.1
                    server_type = 5
                }
                path {
                    reaches = 150.1.2.0/255.255.255.0
                    server = 10.0.0.1
                    server_type = 5
                }
                fallback = yes
                """,
                """
                local = 10.0.0.0/255.0.0.0
                path {
                    reaches = 150.0.0.0/255.0.0.0
                    server = 10.0.0.1
                    server_type = 5
                }
                fallback = yes
                """,
                "Unsafe: removes the line. No route changes, whichever of these lines you"
                        + " remove, but the line may be there for readers.");
    }

    @Override
    public void check(Subject subject, Findings findings) {
        findings.addEach(idle(subject), one -> finding(subject, one));
    }

    private static List<RuleUse.Idle> idle(Subject subject) {
        if (subject.isForeign() || subject.isIncomplete()) {
            return List.of();
        }
        return subject.use().redundant().stream()
                .filter(one -> !one.owner().isLoopback())
                .filter(one -> !UnresolvedNames.mayBeIn(subject.policy(), one.owner()))
                .sorted(Comparator.comparingInt(one -> one.owner().origin().start()))
                .toList();
    }

    private Finding finding(Subject subject, RuleUse.Idle idle) {
        Problem problem =
                Problem.of(
                        this,
                        idle.owner().origin().span(),
                        "this network changes no route: without it, its destinations would go"
                                + " the same way",
                        "remove the line");
        return new Finding(
                Deciders.relate(problem, idle.because(), "would decide instead"),
                Fix.unsafe(
                        "remove the line",
                        LineSpans.removal(subject, idle.owner().origin().span())));
    }
}
