package io.tsocks.lint.rules;

import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.grammar.Statement;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.Findings;
import io.tsocks.lint.model.Fix;
import io.tsocks.lint.model.LintRule;
import io.tsocks.lint.model.Page;
import io.tsocks.lint.model.Subject;

/// A local network in what is always local.
public final class LoopbackLocal extends LintRule {

    /// The rule.
    public LoopbackLocal() {
        super("TS303", Severity.INFO, "loopback declared local");
    }

    @Override
    public Page page() {
        return Page.of(
                "A `local` network within 127.0.0.0/8 or ::1, which are always local.",
                "The line is harmless, and nearly every file has it. It has no effect.",
                """
                local = 127.0.0.0/255.0.0.0
                server = 127.0.0.1
                server_type = 5
                """,
                """
                server = 127.0.0.1
                server_type = 5
                """,
                "Unsafe: removes the line. No route changes.");
    }

    @Override
    public void check(Subject subject, Findings findings) {
        subject.statements(Statement.Local.class)
                .filter(local -> local.network().isLoopback())
                .forEach(
                        local ->
                                findings.add(
                                        new Finding(
                                                Problem.of(
                                                        this,
                                                        local.span(),
                                                        "the loopback network is always local",
                                                        "the line can go"),
                                                Fix.unsafe(
                                                        "remove the line",
                                                        LineSpans.removal(
                                                                subject, local.span())))));
    }
}
