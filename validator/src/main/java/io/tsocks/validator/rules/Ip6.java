package io.tsocks.validator.rules;

import io.tsocks.grammar.Extension;
import io.tsocks.grammar.Severity;
import io.tsocks.validator.lint.Finding;
import io.tsocks.validator.lint.LintRule;
import io.tsocks.validator.lint.Page;
import io.tsocks.validator.lint.Subject;
import java.util.function.Consumer;

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
    public void check(Subject subject, Consumer<Finding> findings) {
        Portability.check(
                this,
                subject,
                Extension.Kind.IPV6,
                "tsocks 1.8 has no IPv6",
                "for tsocks 1.8, remove the line",
                (_, _) -> java.util.List.of(),
                findings);
    }
}
