package io.tsocks.lint.rules;

import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.grammar.Statement;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.Findings;
import io.tsocks.lint.model.LintRule;
import io.tsocks.lint.model.Page;
import io.tsocks.lint.model.Subject;
import io.tsocks.net.HostPattern;

/// `local = *`, which leaves no name to the servers.
public final class EveryNameLocal extends LintRule {

    /// The rule.
    public EveryNameLocal() {
        super("TS323", Severity.WARNING, "every name is local");
    }

    @Override
    public Page page() {
        return Page.of(
                "`local = *` in a file with a server.",
                "tsocks asks names before networks, and local names first. Every connection to a"
                        + " host name is direct, so the server is used only by programs that"
                        + " connect to an address without looking up a name.",
                "local = *\n" + Page.SERVER,
                "local = .corp.example.org\n" + Page.SERVER,
                Page.NO_FIX);
    }

    @Override
    public void check(Subject subject, Findings findings) {
        if (!subject.policy().hasServer()) {
            return;
        }
        subject.statements(Statement.LocalHosts.class)
                .filter(local -> local.hosts() instanceof HostPattern.Every)
                .map(this::finding)
                .forEach(findings::add);
    }

    private Finding finding(Statement.LocalHosts local) {
        return Finding.of(
                Problem.of(
                        this,
                        local.span(),
                        "every name is local, so connections to host names never go through a"
                                + " server",
                        "remove the line, and name the domains that are to be reached directly"));
    }
}
