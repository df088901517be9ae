package io.tsocks.lint.rules;

import io.tsocks.engine.NameUse;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.Findings;
import io.tsocks.lint.model.Fix;
import io.tsocks.lint.model.LintRule;
import io.tsocks.lint.model.Page;
import io.tsocks.lint.model.Subject;
import io.tsocks.net.HostPattern;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A host pattern whose names would have the same route without it.
public final class RedundantName extends LintRule {

    /// The pattern of every name. Beside a network of every address it makes the intention clear,
    /// so it is not reported.
    private static final Optional<HostPattern> EVERY_NAME = Optional.of(new HostPattern.Every());

    /// The rule.
    public RedundantName() {
        super("TS327", Severity.INFO, "redundant host pattern");
    }

    @Override
    public Page page() {
        return Page.of(
                "A `local` or `reaches` line with a host pattern without which all its names would"
                        + " have the same route.",
                "Shorter policies are easier to get right. The finding names the lines that"
                        + " would decide instead; if it names none, the policy says the same of"
                        + " names that no line names. The linter does not report a line if a dead"
                        + " line (TS326) would decide instead.",
                """
                path {
                    reaches = www.example.org
                    reaches = .example.org
                    server = 127.0.0.1
                    server_type = 5
                }
                fallback = yes
                """,
                """
                path {
                    reaches = .example.org
                    server = 127.0.0.1
                    server_type = 5
                }
                fallback = yes
                """,
                "Unsafe: removes the line. No route changes, whichever of these lines you"
                        + " remove, but the line may be there for readers.");
    }

    @Override
    public void check(Subject subject, Findings findings) {
        if (!subject.isForeign() && !subject.isIncomplete()) {
            findings.addEach(idle(subject), one -> finding(subject, one));
        }
    }

    private static List<NameUse.Idle> idle(Subject subject) {
        return subject.nameUse().redundant().stream()
                .filter(one -> !one.owner().hosts().equals(EVERY_NAME))
                .sorted(Comparator.comparingInt(one -> one.owner().origin().start()))
                .toList();
    }

    private Finding finding(Subject subject, NameUse.Idle idle) {
        Problem problem =
                Problem.of(
                        this,
                        idle.owner().origin().span(),
                        "this line changes no route: without it, its names would go the same way",
                        "remove the line");
        return new Finding(
                Deciders.relateNames(problem, idle.because(), "would decide instead"),
                Fix.unsafe(
                        "remove the line",
                        LineSpans.removal(subject, idle.owner().origin().span())));
    }
}
