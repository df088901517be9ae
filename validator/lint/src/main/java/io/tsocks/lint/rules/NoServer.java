package io.tsocks.lint.rules;

import io.tsocks.engine.Rule;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.Findings;
import io.tsocks.lint.model.LintRule;
import io.tsocks.lint.model.Page;
import io.tsocks.lint.model.Subject;
import io.tsocks.net.Span;

/// A file that names no server.
public final class NoServer extends LintRule {

    /// The rule.
    public NoServer() {
        super("TS308", Severity.WARNING, "no server at all");
    }

    @Override
    public Page page() {
        return Page.of(
                "A file that names no server, although not every destination is local.",
                "Every destination that is not local is refused, or with `fallback = yes`"
                        + " reached directly, so tsocks has no effect. Often all lines of such a"
                        + " file are comments.",
                """
                local = 10.0.0.0/255.0.0.0
                # server = 10.0.0.1
                """,
                """
                local = 10.0.0.0/255.0.0.0
                server = 10.0.0.1
                server_type = 5
                """,
                Page.NO_FIX);
    }

    @Override
    public void check(Subject subject, Findings findings) {
        if (subject.isForeign() || subject.isIncomplete() || subject.policy().hasServer()) {
            return;
        }
        boolean direct = subject.policy().last() instanceof Rule.Fallback;
        if (!direct && subject.unserved().isEmpty()) {
            return;
        }
        findings.add(
                Finding.of(
                        Problem.of(
                                this,
                                Span.NONE,
                                direct
                                        ? "the file names no server, so everything is reached"
                                                + " directly and tsocks has no effect"
                                        : "the file names no server, so whatever is not local is"
                                                + " refused",
                                "give a default server: server = ADDRESS")));
    }
}
