package io.tsocks.lint.rules;

import io.tsocks.grammar.Extension;
import io.tsocks.grammar.Severity;
import io.tsocks.lint.model.Findings;
import io.tsocks.lint.model.LintRule;
import io.tsocks.lint.model.Page;
import io.tsocks.lint.model.Subject;
import java.util.List;

/// The statement `remote_dns`, which tsocks 1.8 does not know.
public final class RemoteDns extends LintRule {

    /// The rule.
    public RemoteDns() {
        super("TS506", Severity.INFO, "remote_dns");
    }

    @Override
    public Page page() {
        return Page.of(
                "A `remote_dns` line.",
                "tsocks 1.8 ignores the line, so the name servers of the machine see every name."
                        + " With `--dialect=tsocks-1.8` this is an error.",
                """
                server = 127.0.0.1
                server_type = 5
                remote_dns = yes
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
                Extension.Kind.REMOTE_DNS,
                "tsocks 1.8 has no remote_dns",
                "for tsocks 1.8, remove the line",
                (_, _) -> List.of(),
                findings);
    }
}
