package io.tsocks.grammar;

import io.tsocks.net.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects the problems of a file while it is read.
final class Problems {

    private final List<Problem> problems = new ArrayList<>();

    void add(Problem problem) {
        problems.add(problem);
    }

    void add(SyntaxProblem kind, Span span, String message, @Nullable String help) {
        add(kind, kind.severity(), span, message, help);
    }

    void add(
            SyntaxProblem kind,
            Severity severity,
            Span span,
            String message,
            @Nullable String help) {
        add(new Problem(kind, severity, span, message, help, List.of()));
    }

    List<Problem> inFileOrder() {
        problems.sort((one, other) -> Integer.compare(one.span().start(), other.span().start()));
        return problems;
    }
}
