package io.tsocks.lint.report;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The formats of reports.
public enum Format {
    /// For people: source lines with carets, related places, help.
    TEXT,
    /// The project's own JSON, docs/lint-report.schema.json.
    JSON,
    /// SARIF 2.1.0, for code scanning services.
    SARIF,
    /// Workflow commands of GitHub Actions.
    GITHUB,
    /// The code quality report of GitLab.
    GITLAB,
    /// JUnit's XML, for build servers.
    JUNIT,
    /// Checkstyle's XML, for build servers and editors.
    CHECKSTYLE,
    /// One line for each finding, in the style of compilers.
    CONCISE;

    /// The name that `--format` takes.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The format with a name.
    public static Optional<Format> of(String label) {
        return Arrays.stream(values()).filter(format -> format.label().equals(label)).findFirst();
    }

    /// A report of this format.
    public Report to(PrintStream out, ReportOptions options) {
        return switch (this) {
            case TEXT -> new TextReport(out, options);
            case JSON -> new JsonReport(out);
            case SARIF -> new SarifReport(out, options.version());
            case GITHUB -> new GithubReport(out);
            case GITLAB -> new GitlabReport(out);
            case JUNIT -> new JunitReport(out, options.failOn());
            case CHECKSTYLE -> new CheckstyleReport(out, options.version());
            case CONCISE -> new ConciseReport(out);
        };
    }
}
