package io.tsocks.lint;

import io.tsocks.engine.PolicyProblem;
import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.SyntaxProblem;
import io.tsocks.lint.model.Fix;
import java.util.Optional;

/// Fixes the problems that the parser and the compiler report.
final class ProblemFixes {

    private ProblemFixes() {}

    static Optional<Fix> of(ConfFile file, Problem problem) {
        return switch (problem.kind()) {
            case SyntaxProblem kind -> new SyntaxFixes(file, problem).of(kind);
            case PolicyProblem kind -> new PolicyFixes(file, problem).of(kind);
            default -> Optional.empty();
        };
    }
}
