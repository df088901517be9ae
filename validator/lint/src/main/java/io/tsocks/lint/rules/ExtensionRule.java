package io.tsocks.lint.rules;

import io.tsocks.grammar.Extension;
import io.tsocks.grammar.Severity;
import io.tsocks.lint.model.Edit;
import io.tsocks.lint.model.Findings;
import io.tsocks.lint.model.LintRule;
import io.tsocks.lint.model.Subject;
import io.tsocks.net.Span;
import java.util.List;
import java.util.function.BiFunction;

/// A rule about something that tsocks reads and tsocks 1.8 does not.
abstract class ExtensionRule extends LintRule {

    private final Extension.Kind kind;
    private final String message;
    private final String help;

    /// @param message what tsocks 1.8 lacks
    /// @param help what to write for tsocks 1.8
    ExtensionRule(String id, String title, Extension.Kind kind, String message, String help) {
        super(id, Severity.INFO, title);
        this.kind = kind;
        this.message = message;
        this.help = help;
    }

    @Override
    public final void check(Subject subject, Findings findings) {
        Portability.check(this, subject, kind, message, help, fix(subject), findings);
    }

    /// Makes the edits that fix one use, from the text of the file and the place of the use; by
    /// default there are none.
    BiFunction<String, Span, List<Edit>> fix(Subject subject) {
        return (_, _) -> List.of();
    }
}
