package io.tsocks.lint.rules;

import io.tsocks.engine.NameUse;
import io.tsocks.engine.Policy;
import io.tsocks.engine.Rule;
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

/// A host pattern that decides no route.
public final class DeadName extends LintRule {

    /// The rule.
    public DeadName() {
        super("TS326", Severity.WARNING, "dead host pattern");
    }

    @Override
    public Page page() {
        return Page.of(
                "A `local` or `reaches` line with a host pattern that decides no route, because"
                        + " tsocks asks other lines first and they decide for every name in it.",
                "The line has no effect, but readers of the file believe that it has. tsocks"
                        + " asks local names first, then the names of the paths, the last path"
                        + " first. Names of `localhost` are always loopback addresses. The finding"
                        + " names the lines that decide instead.",
                """
                local = .corp.example.org
                path {
                    reaches = www.corp.example.org
                    reaches = .cloud.example.org
                    server = 127.0.0.1
                    server_type = 5
                }
                fallback = yes
                """,
                """
                local = .corp.example.org
                path {
                    reaches = .cloud.example.org
                    server = 127.0.0.1
                    server_type = 5
                }
                fallback = yes
                """,
                "Unsafe: removes the line. No route changes, whichever of these lines you"
                        + " remove, but the author may have wanted the line to win.");
    }

    @Override
    public void check(Subject subject, Findings findings) {
        if (!subject.isForeign()) {
            findings.addEach(idle(subject), one -> finding(subject, one));
        }
    }

    private static List<NameUse.Idle> idle(Subject subject) {
        return subject.nameUse().dead().stream()
                .filter(one -> !isLocalhost(one.owner().rule()))
                .sorted(Comparator.comparingInt(one -> one.owner().origin().start()))
                .toList();
    }

    /// Whether a rule is about `localhost`, which is local anyway and has a finding of its own.
    private static boolean isLocalhost(Rule rule) {
        return rule instanceof Rule.LocalHosts local
                && Policy.isLocalhost(local.hosts().toString().replaceFirst("^\\*?\\.", ""));
    }

    private Finding finding(Subject subject, NameUse.Idle idle) {
        Problem problem =
                Problem.of(
                        this,
                        idle.owner().origin().span(),
                        idle.because().isEmpty()
                                ? "this line decides no route: names of localhost are always"
                                        + " loopback addresses"
                                : "this line decides no route: other lines decide for all of its"
                                        + " names",
                        "remove the line, or those that come before it if they are wrong");
        return new Finding(
                Deciders.relateNames(problem, idle.because(), "decides in its place"),
                Fix.unsafe(
                        "remove the line",
                        LineSpans.removal(subject, idle.owner().origin().span())));
    }
}
