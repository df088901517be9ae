package io.tsocks.lint.report;

import io.tsocks.grammar.ProblemPrinter;
import io.tsocks.grammar.Severity;
import io.tsocks.lint.LintedFile;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.Fix;
import io.tsocks.net.Printable;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Writes text for people: each finding with its source line, and a summary of each file.
final class TextReport implements Report {

    private static final String INDENT = "    ";

    private final PrintStream out;
    private final ReportOptions options;

    TextReport(PrintStream out, ReportOptions options) {
        this.out = out;
        this.options = options;
    }

    @Override
    public void begin() {}

    @Override
    public void add(LintedFile linted) {
        var printer = new ProblemPrinter(linted.file(), options.colour());
        for (Finding finding : linted.listed()) {
            out.print(printer.print(finding.problem()));
            finding.anyFix().ifPresent(fix -> out.print(INDENT + describe(fix) + "\n"));
        }
        if (!options.quiet()) {
            summarise(linted);
        }
    }

    private void summarise(LintedFile linted) {
        String hint = linted.findings().isEmpty() ? "" : pages(linted.findings());
        out.print(Printable.of(linted.file().name()) + ": " + summary(linted) + hint + "\n");
    }

    @Override
    public void unreadable(String name, String reason) {}

    @Override
    public void end() {
        out.flush();
    }

    private static String describe(Fix fix) {
        String option = fix.safety() == Fix.Safety.SAFE ? "--fix" : "--unsafe-fixes";
        return "fix: " + fix.description() + " (" + option + ")";
    }

    private static String pages(List<Finding> findings) {
        return "; more: tsocks-validate explain "
                + findings.stream()
                        .map(finding -> finding.problem().kind().id())
                        .distinct()
                        .collect(Collectors.joining(" "));
    }

    private static String summary(LintedFile linted) {
        if (linted.findings().isEmpty()) {
            return "no findings";
        }
        String unlisted =
                linted.unlisted() == 0
                        ? ""
                        : String.format(Locale.ROOT, "; %,d are not listed", linted.unlisted());
        return Arrays.stream(Severity.values())
                        .filter(severity -> linted.count(severity) > 0)
                        .map(severity -> count(severity, linted.count(severity)))
                        .collect(Collectors.joining(", "))
                + unlisted;
    }

    private static String count(Severity severity, long count) {
        String noun =
                switch (severity) {
                    case ERROR -> count == 1 ? "error" : "errors";
                    case WARNING -> count == 1 ? "warning" : "warnings";
                    case INFO -> "info";
                    case STYLE -> "style";
                };
        return count + " " + noun;
    }
}
