package io.tsocks.lint.rules;

import io.tsocks.grammar.Extension;
import io.tsocks.grammar.Severity;
import io.tsocks.lint.model.Findings;
import io.tsocks.lint.model.LintRule;
import io.tsocks.lint.model.Page;
import io.tsocks.lint.model.Subject;
import java.util.List;

/// The statement `chain`, which tsocks 1.8 does not know.
public final class ChainStatement extends LintRule {

    /// The rule.
    public ChainStatement() {
        super("TS509", Severity.INFO, "chain");
    }

    @Override
    public Page page() {
        return Page.of(
                "A `chain` line.",
                "tsocks 1.8 ignores the line, and does not use servers in no local network. With"
                        + " `--dialect=tsocks-1.8` this is an error.",
                """
                path {
                    reaches = 150.0.0.0/255.255.0.0
                    server = 10.0.0.1
                    server_type = 5
                }
                server = 127.0.0.1
                server_type = 5
                chain = yes
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
                Extension.Kind.CHAIN,
                "tsocks 1.8 has no chain",
                "for tsocks 1.8, remove the line",
                (_, _) -> List.of(),
                findings);
    }
}
