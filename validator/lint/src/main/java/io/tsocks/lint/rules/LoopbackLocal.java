package io.tsocks.lint.rules;

import io.tsocks.engine.Policy;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.grammar.Statement;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.Findings;
import io.tsocks.lint.model.Fix;
import io.tsocks.lint.model.LintRule;
import io.tsocks.lint.model.Page;
import io.tsocks.lint.model.Subject;
import io.tsocks.net.HostName;
import io.tsocks.net.HostPattern;

/// A local network or name that is always local anyway.
public final class LoopbackLocal extends LintRule {

    /// The rule.
    public LoopbackLocal() {
        super("TS303", Severity.INFO, "loopback declared local");
    }

    @Override
    public Page page() {
        return Page.of(
                "A `local` network within 127.0.0.0/8 or ::1, or a `local` host name that is"
                        + " localhost or below it. They are always local.",
                "The line is harmless, and nearly every file has it. It has no effect.",
                "local = 127.0.0.0/255.0.0.0\n" + Page.SERVER,
                Page.SERVER,
                "Unsafe: removes the line. No route changes.");
    }

    @Override
    public void check(Subject subject, Findings findings) {
        subject.statements(Statement.Local.class)
                .filter(local -> local.network().isLoopback())
                .map(local -> finding(subject, local, "the loopback network is always local"))
                .forEach(findings::add);
        subject.statements(Statement.LocalHosts.class)
                .filter(local -> isLocalhost(local.hosts()))
                .map(local -> finding(subject, local, "localhost is always local"))
                .forEach(findings::add);
    }

    private static boolean isLocalhost(HostPattern hosts) {
        return switch (hosts) {
            case HostPattern.Exact(HostName name) -> Policy.isLocalhost(name.text());
            case HostPattern.Tree(HostName name) -> Policy.isLocalhost(name.text());
            case HostPattern.Below(HostName name) -> Policy.isLocalhost(name.text());
            case HostPattern.Every _ -> false;
        };
    }

    private Finding finding(Subject subject, Statement line, String message) {
        return new Finding(
                Problem.of(this, line.span(), message, "the line can go"),
                Fix.unsafe("remove the line", LineSpans.removal(subject, line.span())));
    }
}
