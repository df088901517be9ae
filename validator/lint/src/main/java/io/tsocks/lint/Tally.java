package io.tsocks.lint;

import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.LintOptions;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The errors and warnings about the text of a file and its statements, by id. Warnings of the
/// rules are left out: they are about the whole policy, which stays the same as long as the
/// statements do.
///
/// @param errorIds the ids of the errors
record Tally(Bag<String> errors, Bag<String> warnings, Set<String> errorIds) {

    static Tally of(ConfFile file, LintOptions options) {
        List<Finding> findings = new Linter(options).problemsOf(file);
        List<String> errors = ids(findings, Severity.ERROR);
        return new Tally(
                new Bag<>(errors),
                new Bag<>(ids(findings, Severity.WARNING)),
                errors.stream().collect(Collectors.toSet()));
    }

    private static List<String> ids(List<Finding> findings, Severity severity) {
        return findings.stream()
                .map(Finding::problem)
                .filter(problem -> problem.severity() == severity)
                .map(Problem::kind)
                .map(Problem.Kind::id)
                .toList();
    }
}
