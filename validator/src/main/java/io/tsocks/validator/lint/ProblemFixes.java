package io.tsocks.validator.lint;

import io.tsocks.engine.PolicyProblem;
import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.SyntaxProblem;
import java.util.Optional;

/// How to put right what the parser, the compiler and the suppressions complain about.
final class ProblemFixes {

    private ProblemFixes() {}

    static Optional<Fix> of(ConfFile file, Problem problem) {
        return switch (problem.kind()) {
            case SyntaxProblem kind -> new SyntaxFixes(file, problem).of(kind);
            case PolicyProblem kind -> new PolicyFixes(file, problem).of(kind);
            case SuppressionProblem kind -> suppression(kind, problem);
            default -> Optional.empty();
        };
    }

    private static Optional<Fix> suppression(SuppressionProblem kind, Problem problem) {
        return switch (kind) {
            case UNUSED ->
                    Optional.of(Fix.unsafe("remove the comment", new Edit(problem.span(), "")));
            case WITHOUT_REASON, MALFORMED -> Optional.empty();
        };
    }
}
