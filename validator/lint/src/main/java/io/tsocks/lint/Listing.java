package io.tsocks.lint;

import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.Severity;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.Findings;
import io.tsocks.lint.model.LintOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;

/// Collects the findings of a file as they come. It leaves out those that a comment suppresses, a
/// baseline knows or the options exclude, and then those beyond the limit.
final class Listing implements Findings {

    private final ConfFile file;
    private final LintOptions options;
    private final Suppressions suppressions;
    private final Baseline baseline;
    private final int most;
    private final Predicate<Finding> known;
    private final List<Finding> kept = new ArrayList<>();
    private int suppressedErrors;

    /// @param most how many findings are kept of those that come in one call
    Listing(ConfFile file, LintOptions options, Baseline baseline, int most) {
        this.file = file;
        this.options = options;
        this.suppressions = Suppressions.of(file);
        this.baseline = baseline;
        this.most = most;
        this.known = baseline.screen(file);
    }

    @Override
    public void add(Finding finding) {
        if (takes(finding)) {
            kept.add(finding);
        }
    }

    private boolean takes(Finding finding) {
        if (suppressions.cover(finding.problem())) {
            suppressedErrors += finding.problem().severity() == Severity.ERROR ? 1 : 0;
            return false;
        }
        return options.wants(finding.problem().kind().id()) && !known.test(finding);
    }

    /// Findings beyond the limit are only counted. If no suppression or baseline can exclude them,
    /// they are not even made.
    @Override
    public <T> void addEach(List<T> things, Function<? super T, Finding> finding) {
        boolean all = suppressions.isEmpty() && baseline.isEmpty();
        int first = kept.size();
        int found = 0;
        for (int i = 0; i < things.size(); i++) {
            if (all && found >= most) {
                found += things.size() - i;
                break;
            }
            Finding made = finding.apply(things.get(i));
            if (takes(made) && found++ < most) {
                kept.add(made);
            }
        }
        if (found > most) {
            int last = first + most - 1;
            kept.set(last, kept.get(last).with(unlisted(found)));
        }
    }

    private String unlisted(int found) {
        return String.format(
                Locale.ROOT,
                "; this is said of %,d networks, and %,d of them are not listed",
                found,
                found - most);
    }

    /// The findings about the suppressions. Call this after all other findings have come.
    List<Finding> suppressionFindings() {
        return suppressions.findings(options);
    }

    /// Takes a finding about a suppression, which another suppression cannot suppress.
    void addUnsuppressed(Finding finding) {
        if (options.wants(finding.problem().kind().id()) && !known.test(finding)) {
            kept.add(finding);
        }
    }

    /// The file with the findings that were kept.
    LintedFile linted() {
        return new LintedFile(
                file,
                kept.stream()
                        .sorted((one, other) -> Integer.compare(start(one), start(other)))
                        .toList(),
                suppressedErrors,
                0,
                Integer.MAX_VALUE);
    }

    private static int start(Finding finding) {
        return finding.problem().span().start();
    }
}
