package io.tsocks.lint.rules;

import io.tsocks.grammar.Extension;
import io.tsocks.grammar.Severity;
import io.tsocks.lint.model.Findings;
import io.tsocks.lint.model.LintRule;
import io.tsocks.lint.model.Page;
import io.tsocks.lint.model.Subject;
import java.util.List;

/// An IPv6 address, which tsocks 1.8 does not know.
public final class Ip6 extends LintRule {

    /// The rule.
    public Ip6() {
        super("TS503", Severity.INFO, "IPv6");
    }

    @Override
    public Page page() {
        return Page.of(
                "An IPv6 network or server.",
                "tsocks 1.8 knows only IPv4 and ignores the line. With `--dialect=tsocks-1.8`"
                        + " this is an error.",
                """
                local = 2001:db8::/32
                server = 127.0.0.1
                server_type = 5
                """,
                """
                server = 127.0.0.1
                server_type = 5
                """,
                Page.NO_FIX);
    }

    @Override
    public void check(Subject subject, Findings findings) {
        Portability.check(
                this,
                subject,
                Extension.Kind.IPV6,
                "tsocks 1.8 has no IPv6",
                "for tsocks 1.8, remove the line",
                (_, _) -> List.of(),
                findings);
    }
}
