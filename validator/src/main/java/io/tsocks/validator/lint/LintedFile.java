package io.tsocks.validator.lint;

import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.Severity;
import java.util.List;

/// A file and what the linter found in it.
///
/// @param findings in file order
/// @param suppressedErrors how many errors comments suppress; tsocks does not start with them
public record LintedFile(ConfFile file, List<Finding> findings, int suppressedErrors) {

    /// A file without suppressed errors.
    public LintedFile(ConfFile file, List<Finding> findings) {
        this(file, findings, 0);
    }

    public LintedFile {
        findings = List.copyOf(findings);
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
