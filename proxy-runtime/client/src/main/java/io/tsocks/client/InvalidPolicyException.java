package io.tsocks.client;

import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.Problem;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/// A tsocks.conf has errors, so no connection is made by it. The message lists the errors;
/// `tsocks-validate` explains them.
public final class InvalidPolicyException extends IOException {

    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    InvalidPolicyException(ConfFile file, List<Problem> problems) {
        super(
                problems.stream()
                        .map(problem -> "\n  " + describe(file, problem))
                        .collect(Collectors.joining("", file.name() + " has errors:", "")));
        this.problems = List.copyOf(problems);
    }

    /// The errors, at least one.
    public List<Problem> problems() {
        return problems;
    }

    private static String describe(ConfFile file, Problem problem) {
        String help = problem.help() == null ? "" : "; " + problem.help();
        return "line "
                + file.lineAt(problem.span().start())
                + ": "
                + problem.message()
                + help
                + " ["
                + problem.kind().id()
                + "]";
    }
}
