package io.tsocks.lint.rules;

import io.tsocks.engine.PolicyMap;
import io.tsocks.engine.Rule;
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
import java.util.IdentityHashMap;
import java.util.List;

/// A network that decides no route.
public final class DeadNetwork extends LintRule {

    /// The rule.
    public DeadNetwork() {
        super("TS301", Severity.WARNING, "dead network");
    }

    @Override
    public Page page() {
        return Page.of(
                "A `local` or `reaches` line that decides no route, because tsocks asks other"
                        + " lines first and they decide for every destination in it.",
                "The line has no effect, but readers of the file believe that it has. tsocks"
                        + " asks local networks first, then the paths, the last one first. The"
                        + " finding names the lines that decide instead.",
                """
                local = 10.0.0.0/255.0.0.0
                path {
                    reaches = 10.1.0.0/255.255.0.0
                    reaches = 150.0.0.0/255.255.0.0
                    server = 10.0.0.1
                    server_type = 5
                }
                fallback = yes
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
                "Unsafe: removes the line. No route changes, whichever of these lines you"
                        + " remove, but the author may have wanted the line to win.");
    }

    @Override
    public void check(Subject subject, Findings findings) {
        findings.addEach(idle(subject), one -> finding(subject, one));
    }

    private static List<RuleUse.Idle> idle(Subject subject) {
        if (subject.isForeign() || subject.everythingIsLocal()) {
            return List.of();
        }
        IdentityHashMap<Rule.Path, List<PolicyMap.Owner>> swallowed = subject.use().swallowed();
        return subject.use().dead().stream()
                .filter(one -> !one.owner().isLoopback())
                .filter(one -> !isPathOf(swallowed, one.owner().rule()))
                .filter(one -> !UnresolvedNames.mayBeIn(subject.policy(), one.owner()))
                .sorted(Comparator.comparingInt(one -> one.owner().origin().start()))
                .toList();
    }

    private static boolean isPathOf(
            IdentityHashMap<Rule.Path, List<PolicyMap.Owner>> paths, Rule rule) {
        return rule instanceof Rule.Path path && paths.containsKey(path);
    }

    private Finding finding(Subject subject, RuleUse.Idle idle) {
        Problem problem =
                Problem.of(
                        this,
                        idle.owner().origin().span(),
                        "this network decides no route: other lines decide for all of it",
                        "remove the line, or those that come before it if they are wrong");
        return new Finding(
                Deciders.relate(problem, idle.because(), "decides in its place"),
                Fix.unsafe(
                        "remove the line",
                        LineSpans.removal(subject, idle.owner().origin().span())));
    }
}
