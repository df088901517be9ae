package io.tsocks.lint;

import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.Severity;
import io.tsocks.lint.model.Finding;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// A file and the linter's findings in it.
///
/// @param findings in file order
/// @param suppressedErrors how many errors are suppressed by comments; tsocks does not start with
///     them nevertheless
/// @param untriedFixes how many fixes are not offered, because the file is too long to try them
/// @param most the most findings that a report lists
public record LintedFile(
        ConfFile file, List<Finding> findings, int suppressedErrors, int untriedFixes, int most) {

    /// The fixes of a longer file are not offered, because trying them would take several copies of
    /// its meaning in memory.
    public static final int MOST_CHARACTERS_TO_FIX = 4_000_000;

    /// A file without suppressed errors.
    public LintedFile(ConfFile file, List<Finding> findings) {
        this(file, findings, 0, 0, Integer.MAX_VALUE);
    }

    public LintedFile {
        findings = List.copyOf(findings);
    }

    /// The same for a report that has room only for some findings.
    public LintedFile listing(int findingsAtMost) {
        return new LintedFile(file, findings, suppressedErrors, untriedFixes, findingsAtMost);
    }

    /// The same findings without their fixes.
    LintedFile withoutFixes() {
        return new LintedFile(
                file,
                findings.stream().map(Finding::withoutFix).toList(),
                suppressedErrors,
                untriedFixes,
                most);
    }

    /// The findings that a report lists: the gravest, in file order.
    public List<Finding> listed() {
        if (findings.size() <= most) {
            return findings;
        }
        return IntStream.range(0, findings.size())
                .boxed()
                .sorted(Comparator.comparing(this::severity)) // stable
                .limit(most)
                .sorted()
                .map(findings::get)
                .toList();
    }

    private Severity severity(int index) {
        return findings.get(index).problem().severity();
    }

    /// How many findings a report leaves out.
    public int unlisted() {
        return Math.max(0, findings.size() - most);
    }

    /// The number of findings with a severity.
    public long count(Severity severity) {
        return findings.stream().filter(found -> found.problem().severity() == severity).count();
    }

    /// Whether any finding is at least as grave as a severity.
    public boolean hasAtLeast(Severity severity) {
        return findings.stream().anyMatch(found -> found.problem().severity().atLeast(severity));
    }
}
