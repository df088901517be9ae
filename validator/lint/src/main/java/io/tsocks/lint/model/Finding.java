package io.tsocks.lint.model;

import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A problem, and how to put it right where that is known.
///
/// @param fix null if no edit can put it right
public record Finding(Problem problem, @Nullable Fix fix) {

    /// A finding without a fix.
    public static Finding of(Problem problem) {
        return new Finding(problem, null);
    }

    /// The fix, if there is one.
    public Optional<Fix> anyFix() {
        return Optional.ofNullable(fix);
    }

    /// The same for people to put right, because its fix breaks something.
    public Finding withoutFix() {
        return Finding.of(problem);
    }

    /// The same, as grave as a severity.
    public Finding as(Severity severity) {
        return new Finding(changed(severity, problem.message()), fix);
    }

    /// The same, and something more to say.
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
