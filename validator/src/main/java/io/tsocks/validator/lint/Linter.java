package io.tsocks.validator.lint;

import io.tsocks.engine.PolicyProblem;
import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.grammar.SyntaxProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Finds what is wrong with files: their text, their meaning, and what the rules say. Never throws
/// for what is in a file.
public final class Linter {

    /// What this project reads as it was meant, and tsocks 1.8 does not.
    private static final Set<Problem.Kind> ACCIDENTS =
            Set.of(
                    SyntaxProblem.BYTE_ORDER_MARK,
                    SyntaxProblem.CRLF_LINE_END,
                    SyntaxProblem.CR_LINE_END,
                    SyntaxProblem.NO_FINAL_LINE_END,
                    SyntaxProblem.LONG_LINE);

    private final LintOptions options;

    /// A linter that looks for something.
    public Linter(LintOptions options) {
        this.options = options;
    }

    /// Examines a file.
    ///
    /// @param readableByOthers whether users other than its owner can read it
    public LintedFile lint(ConfFile file, boolean readableByOthers) {
        var subject = new Subject(file, readableByOthers, options);
        Suppressions suppressions = Suppressions.of(file);
        List<Finding> found = new ArrayList<>();
        problems(subject).map(problem -> withFix(subject, problem)).forEach(found::add);
        Catalog.rules().stream()
                .filter(rule -> options.wants(rule.id()))
                .forEach(rule -> rule.check(subject, found::add));
        List<Finding> kept = new ArrayList<>();
        found.stream().filter(finding -> !suppressions.cover(finding.problem())).forEach(kept::add);
        suppressions.problems(options).forEach(problem -> kept.add(withFix(subject, problem)));
        return new LintedFile(
                file,
                kept.stream()
                        .filter(finding -> options.wants(finding.problem().kind().id()))
                        .sorted((one, other) -> Integer.compare(start(one), start(other)))
                        .toList());
    }

    private static int start(Finding finding) {
        return finding.problem().span().start();
    }

    private Stream<Problem> problems(Subject subject) {
        return subject.isForeign()
                ? subject.file().problems().stream()
                : Stream.concat(
                        subject.file().problems().stream(),
                        subject.policyProblems().stream()
                                .filter(problem -> !isConsequence(subject, problem)));
    }

    /// Whether a problem comes from a line that could not be read and is reported for that.
    private static boolean isConsequence(Subject subject, Problem problem) {
        return problem.kind() instanceof PolicyProblem kind
                && switch (kind) {
                    case PATH_WITHOUT_SERVER, SETTING_WITHOUT_SERVER -> subject.hasLost("server");
                    case PATH_WITHOUT_REACHES -> subject.hasLost("reaches");
                    case DUPLICATE_SETTING,
                            SERVER_NOT_LOCAL,
                            REACHES_OUTSIDE_PATH,
                            CREDENTIALS_WITH_SOCKS4,
                            PASSWORD_WITHOUT_USER,
                            FALLBACK_IN_PATH,
                            FALLBACK_WITH_DEFAULT_SERVER,
                            CREDENTIAL_TOO_LONG ->
                            false;
                };
    }

    private Finding withFix(Subject subject, Problem problem) {
        var finding = new Finding(problem, ProblemFixes.of(subject.file(), problem).orElse(null));
        return options.dialect() == Dialect.TSOCKS_1_8 && ACCIDENTS.contains(problem.kind())
                ? finding.as(Severity.ERROR)
                : finding;
    }
}
