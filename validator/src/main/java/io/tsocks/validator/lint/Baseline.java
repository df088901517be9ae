package io.tsocks.validator.lint;

import io.tsocks.grammar.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Findings that are known and not to be reported again, by their [Fingerprints]. As a file: a line
/// each of fingerprint, id and file name, with tabs between; lines that start with # are comments.
public final class Baseline {

    private static final String HEADER =
            "# Findings that tsocks-validate --baseline does not report again.\n";

    private final Set<String> known;

    private Baseline(Set<String> known) {
        this.known = known;
    }

    /// A baseline that knows nothing.
    public static Baseline empty() {
        return new Baseline(Set.of());
    }

    /// Reads a baseline.
    public static Baseline read(Path file) throws IOException {
        Set<String> known = new HashSet<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                known.add(line);
            }
        }
        return new Baseline(known);
    }

    /// The file without the findings that are known.
    public LintedFile without(LintedFile linted) {
        var fingerprints = new Fingerprints(linted.file());
        List<Finding> fresh = new ArrayList<>();
        for (Finding finding : linted.findings()) {
            if (!known.contains(line(linted, finding.problem(), fingerprints))) {
                fresh.add(finding);
            }
        }
        return new LintedFile(linted.file(), fresh);
    }

    /// The text of a baseline that knows all findings of some files.
    public static String of(List<LintedFile> files) {
        var text = new StringBuilder(HEADER);
        for (LintedFile linted : files) {
            var fingerprints = new Fingerprints(linted.file());
            for (Finding finding : linted.findings()) {
                text.append(line(linted, finding.problem(), fingerprints)).append('\n');
            }
        }
        return text.toString();
    }

    private static String line(LintedFile linted, Problem problem, Fingerprints fingerprints) {
        return fingerprints.next(problem)
                + "\t"
                + problem.kind().id()
                + "\t"
                + linted.file().name();
    }
}
