package io.tsocks.lint.model;

import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A problem, and its fix if one is known.
///
/// @param fix null if no edit can fix the problem
public record Finding(Problem problem, @Nullable Fix fix) {

    /// A finding without a fix.
    public static Finding of(Problem problem) {
        return new Finding(problem, null);
    }

    /// The fix, if there is one.
    public Optional<Fix> anyFix() {
        return Optional.ofNullable(fix);
    }

    /// The same finding without its fix, because that would break something; people have to fix it.
    public Finding withoutFix() {
        return Finding.of(problem);
    }

    /// The same finding with another severity.
    public Finding as(Severity severity) {
        return new Finding(changed(severity, problem.message()), fix);
    }

    /// The same finding with more text in its message.
    public Finding with(String more) {
        return new Finding(changed(problem.severity(), problem.message() + more), fix);
    }

    private Problem changed(Severity severity, String message) {
        return new Problem(
                problem.kind(),
                severity,
                problem.span(),
                message,
                problem.help(),
                problem.related());
    }
}
