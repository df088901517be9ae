package io.tsocks.lint.rules;

import io.tsocks.grammar.Extension;
import io.tsocks.grammar.Severity;
import io.tsocks.lint.model.Findings;
import io.tsocks.lint.model.LintRule;
import io.tsocks.lint.model.Page;
import io.tsocks.lint.model.Subject;
import java.util.List;

/// A host pattern, which tsocks 1.8 does not know.
public final class NamePattern extends LintRule {

    /// The rule.
    public NamePattern() {
        super("TS504", Severity.INFO, "host pattern");
    }

    @Override
    public Page page() {
        return Page.of(
                "A host pattern, such as `.example.org`, in a `local` or `reaches`.",
                "tsocks 1.8 knows only networks there and ignores the line, so the names have the"
                        + " route of their addresses. With `--dialect=tsocks-1.8` this is an error.",
                """
                local = .corp.example.org
                server = 127.0.0.1
                server_type = 5
                """,
                """
                local = 192.168.10.0/255.255.255.0
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
                Extension.Kind.HOST_PATTERN,
                "tsocks 1.8 has no host patterns",
                "for tsocks 1.8, write the networks of the hosts",
                (_, _) -> List.of(),
                findings);
    }
}
