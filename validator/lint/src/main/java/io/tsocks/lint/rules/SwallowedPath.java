package io.tsocks.lint.rules;

import io.tsocks.engine.PolicyMap;
import io.tsocks.engine.Rule;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.Findings;
import io.tsocks.lint.model.LintRule;
import io.tsocks.lint.model.Page;
import io.tsocks.lint.model.Subject;
import java.util.List;

/// A path of which local networks leave nothing.
public final class SwallowedPath extends LintRule {

    /// The rule.
    public SwallowedPath() {
        super("TS305", Severity.WARNING, "path inside local networks");
    }

    @Override
    public Page page() {
        return Page.of(
                "A path whose networks all lie in local networks, so the path is never used.",
                "tsocks asks local networks before all paths. A `local` line that is too wide"
                        + " disables paths silently.",
                """
                local = 10.0.0.0/255.0.0.0
                path {
                    reaches = 10.1.0.0/255.255.0.0
                    server = 10.0.0.1
                    server_type = 5
                }
                fallback = yes
                """,
                """
                local = 10.0.0.0/255.255.0.0
                path {
                    reaches = 10.1.0.0/255.255.0.0
                    server = 10.0.0.1
                    server_type = 5
                }
                fallback = yes
                """,
                Page.NO_FIX);
    }

    @Override
    public void check(Subject subject, Findings findings) {
        if (subject.isForeign() || subject.everythingIsLocal()) {
            return;
        }
        subject.use()
                .swallowed()
                .forEach(
                        (path, because) -> {
                            if (!UnresolvedNames.mayBeIn(subject.policy(), path)) {
                                findings.add(finding(subject, path, because));
                            }
                        });
    }

    private Finding finding(Subject subject, Rule.Path path, List<PolicyMap.Owner> because) {
        Problem problem =
                Problem.of(
                        this,
                        LineSpans.opening(subject, path),
                        "all that this path reaches is local, so its server is never used",
                        "make the local networks smaller, or remove the path");
        return Finding.of(Deciders.relate(problem, because, "is local and asked first"));
    }
}
