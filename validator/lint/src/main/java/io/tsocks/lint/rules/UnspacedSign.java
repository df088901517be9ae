package io.tsocks.lint.rules;

import io.tsocks.grammar.Extension;
import io.tsocks.grammar.Severity;
import io.tsocks.lint.model.Findings;
import io.tsocks.lint.model.LintRule;
import io.tsocks.lint.model.Page;
import io.tsocks.lint.model.Subject;

/// A sign without blanks around it, which tsocks 1.8 does not understand.
public final class UnspacedSign extends LintRule {

    /// The rule.
    public UnspacedSign() {
        super("TS501", Severity.INFO, "no blanks around a sign");
    }

    @Override
    public Page page() {
        return Page.of(
                "No blanks around `=`, or none before `{`.",
                "tsocks 1.8 needs the blanks and ignores the line without them. With"
                        + " `--dialect=tsocks-1.8` this is an error.",
                """
                server=127.0.0.1
                server_type = 5
                """,
                """
                server = 127.0.0.1
                server_type = 5
                """,
                "Safe: adds the blanks.");
    }

    @Override
    public void check(Subject subject, Findings findings) {
        Portability.check(
                this,
                subject,
                Extension.Kind.UNSPACED,
                "tsocks 1.8 wants blanks around `=` and before `{`",
                "add the blanks",
                Portability::addBlanks,
                findings);
    }
}
