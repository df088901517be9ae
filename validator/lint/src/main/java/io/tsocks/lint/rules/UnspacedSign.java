package io.tsocks.lint.rules;

import io.tsocks.grammar.Extension;
import io.tsocks.lint.model.Edit;
import io.tsocks.lint.model.Page;
import io.tsocks.lint.model.Subject;
import io.tsocks.net.Span;
import java.util.List;
import java.util.function.BiFunction;

/// A sign without blanks around it, which tsocks 1.8 does not understand.
public final class UnspacedSign extends ExtensionRule {

    /// The rule.
    public UnspacedSign() {
        super(
                "TS501",
                "no blanks around a sign",
                Extension.Kind.UNSPACED,
                "tsocks 1.8 wants blanks around `=` and before `{`",
                "add the blanks");
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
                Page.SERVER,
                "Safe: adds the blanks.");
    }

    @Override
    BiFunction<String, Span, List<Edit>> fix(Subject subject) {
        return Portability::addBlanks;
    }
}
