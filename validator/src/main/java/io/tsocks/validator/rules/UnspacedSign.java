package io.tsocks.validator.rules;

import io.tsocks.grammar.Extension;
import io.tsocks.grammar.Severity;
import io.tsocks.validator.lint.Finding;
import io.tsocks.validator.lint.LintRule;
import io.tsocks.validator.lint.Page;
import io.tsocks.validator.lint.Subject;
import java.util.function.Consumer;

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
    public void check(Subject subject, Consumer<Finding> findings) {
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
