package io.tsocks.lint.rules;

import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.grammar.Statement;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.Findings;
import io.tsocks.lint.model.LintRule;
import io.tsocks.lint.model.Page;
import io.tsocks.lint.model.Subject;
import io.tsocks.net.Network;

/// A netmask that is not ones followed by zeros.
public final class OddNetmask extends LintRule {

    /// The rule.
    public OddNetmask() {
        super("TS310", Severity.WARNING, "netmask with holes");
    }

    @Override
    public Page page() {
        return Page.of(
                "A netmask whose bits are not ones followed by zeros.",
                "Such a netmask is valid, but it is nearly always a typing error, and it matches"
                        + " other addresses than the author thinks.",
                """
                local = 10.0.7.0/255.0.255.0
                server = 10.0.7.1
                server_type = 5
                """,
                """
                local = 10.0.7.0/255.255.255.0
                server = 10.0.7.1
                server_type = 5
                """,
                Page.NO_FIX);
    }

    @Override
    public void check(Subject subject, Findings findings) {
        subject.file().statements().stream()
                .filter(OddNetmask::isOdd)
                .forEach(
                        statement ->
                                findings.add(
                                        Finding.of(
                                                Problem.of(
                                                        this,
                                                        statement.span(),
                                                        "this netmask has holes in it",
                                                        "check its digits"))));
    }

    private static boolean isOdd(Statement statement) {
        return switch (statement) {
            case Statement.Local(_, _, Network.Ip4 network) -> !network.isContiguous();
            case Statement.Reaches(_, _, Network.Ip4 network, _) -> !network.isContiguous();
            case Statement _ -> false;
        };
    }
}
