package io.tsocks.lint;

import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.Severity;
import io.tsocks.lint.model.Finding;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// A file and what the linter found in it.
///
/// @param findings in file order
/// @param suppressedErrors how many errors comments suppress; tsocks does not start with them
/// @param untriedFixes how many fixes nobody is offered, because the file is too long to try them
/// @param most how many findings a report lists at most
public record LintedFile(
        ConfFile file, List<Finding> findings, int suppressedErrors, int untriedFixes, int most) {

    /// The fixes of a longer file are not tried, for which there would have to be several copies of
    /// its meaning in memory, and so not offered.
    public static final int MOST_CHARACTERS_TO_FIX = 4_000_000;

    /// A file without suppressed errors.
    public LintedFile(ConfFile file, List<Finding> findings) {
        this(file, findings, 0, 0, Integer.MAX_VALUE);
    }

    public LintedFile {
        findings = List.copyOf(findings);
    }

    /// The same for a report that has room for some findings only.
    public LintedFile listing(int findingsAtMost) {
        return new LintedFile(file, findings, suppressedErrors, untriedFixes, findingsAtMost);
    }

    /// What a report lists: the gravest, in file order.
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

    /// How many findings no report lists.
    public int unlisted() {
        return Math.max(0, findings.size() - most);
    }

    /// How many findings have a severity.
    public long count(Severity severity) {
        return findings.stream().filter(found -> found.problem().severity() == severity).count();
    }

    /// Whether a finding is as grave as a severity, or graver.
    public boolean hasAtLeast(Severity severity) {
        return findings.stream().anyMatch(found -> found.problem().severity().atLeast(severity));
    }
}
