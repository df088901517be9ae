package io.tsocks.lint;

import io.tsocks.fuzz.Claim;
import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfParser;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.lint.model.Exposure;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.LintOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Whatever the comments of a file say: nothing is thrown; what is suppressed was there without
/// them, and nothing but what is wrong with the comments themselves is new; after all fixes, no
/// comment is found to suppress nothing.
public final class SuppressionFuzz {

    private static final Linter LINTER = new Linter(LintOptions.DEFAULT).exhaustive();

    private SuppressionFuzz() {}

    /// Tries one input.
    ///
    /// @param bytes a file, in which `~` stands for the mark of a suppression
    public static void fuzzerTestOneInput(byte[] bytes) {
        String text =
                new String(bytes, StandardCharsets.UTF_8).replace("~", "# tsocks-lint: disable=TS");
        ConfFile file = ConfParser.parseText("t.conf", text);
        ConfFile without =
                ConfParser.parseText("t.conf", text.replace("tsocks-lint:", "tsocks_lint:"));
        LintedFile linted = LINTER.lint(file, Exposure.OPEN);
        Set<String> all = places(LINTER.lint(without, Exposure.OPEN).findings());
        List<Finding> ofMeaning =
                linted.findings().stream().filter(SuppressionFuzz::isOfMeaning).toList();
        Claim.holds(
                all.containsAll(places(ofMeaning)),
                () -> "new beside " + all + ": " + places(ofMeaning));
        Claim.holds(
                linted.suppressedErrors() <= all.size(), () -> "more is suppressed than there is");
        checkFixed(linted);
    }

    private static void checkFixed(LintedFile linted) {
        FixRounds fixed =
                FixRounds.of(
                        linted, true, LINTER.options(), next -> LINTER.lint(next, Exposure.OPEN));
        Claim.holds(
                fixed.isUnfinished(true)
                        || fixed.linted().findings().stream()
                                .noneMatch(SuppressionFuzz::isRemovableSuppression),
                () -> "a suppression of nothing is left");
    }

    private static boolean isRemovableSuppression(Finding finding) {
        return finding.fix() != null && finding.problem().kind() == SuppressionProblem.UNUSED;
    }

    private static boolean isOfMeaning(Finding finding) {
        return !(finding.problem().kind() instanceof SuppressionProblem);
    }

    private static Set<String> places(List<Finding> findings) {
        return findings.stream().map(SuppressionFuzz::place).collect(Collectors.toSet());
    }

    private static String place(Finding finding) {
        Problem problem = finding.problem();
        Severity severity = problem.severity();
        return problem.kind().id() + " " + severity + " at " + problem.span().start();
    }
}
