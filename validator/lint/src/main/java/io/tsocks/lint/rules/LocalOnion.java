package io.tsocks.lint.rules;

import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.grammar.Statement;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.Findings;
import io.tsocks.lint.model.LintRule;
import io.tsocks.lint.model.Page;
import io.tsocks.lint.model.Subject;
import io.tsocks.net.HostName;
import io.tsocks.net.HostPattern;

/// Local names that this machine must not resolve.
public final class LocalOnion extends LintRule {

    private static final HostPattern ONION = new HostPattern.Tree(new HostName("onion"));

    /// The rule.
    public LocalOnion() {
        super("TS325", Severity.WARNING, "local name below .onion");
    }

    @Override
    public Page page() {
        return Page.of(
                "A `local` host name below `.onion`.",
                "A local name is resolved on this machine, and a name below `.onion` must not be"
                        + " (RFC 7686). Every connection to it is refused. Only a Tor server"
                        + " reaches such names.",
                "local = .onion\n" + Page.SERVER,
                """
                path {
                    reaches = .onion
                    server = 127.0.0.1
                    server_port = 9050
                    server_type = 5
                }
                server = 127.0.0.1
                server_type = 5
                """,
                Page.NO_FIX);
    }

    @Override
    public void check(Subject subject, Findings findings) {
        subject.statements(Statement.LocalHosts.class)
                .filter(local -> ONION.contains(local.hosts()))
                .map(this::finding)
                .forEach(findings::add);
    }

    private Finding finding(Statement.LocalHosts local) {
        return Finding.of(
                Problem.of(
                        this,
                        local.span(),
                        "names below .onion are never resolved on this machine, so these are refused",
                        "write the line as a `reaches` in the path of a Tor server"));
    }
}
