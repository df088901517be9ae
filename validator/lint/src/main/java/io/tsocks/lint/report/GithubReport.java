package io.tsocks.lint.report;

import io.tsocks.grammar.Position;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.lint.LintedFile;
import io.tsocks.lint.model.Finding;
import io.tsocks.net.Printable;
import java.io.PrintStream;

/// Writes workflow commands of GitHub Actions, which show findings beside the lines of a change.
final class GithubReport implements Report {

    private final PrintStream out;

    GithubReport(PrintStream out) {
        this.out = out;
    }

    @Override
    public void begin() {}

    @Override
    public void add(LintedFile linted) {
        for (Finding finding : linted.listed()) {
            Problem problem = finding.problem();
            Position start = linted.file().position(problem.span().start());
            Position end = linted.file().position(problem.span().end());
            boolean oneLine = start.line() == end.line();
            String columns = oneLine ? ",col=" + start.column() + ",endColumn=" + end.column() : "";
            String help = problem.help() == null ? "" : "; " + problem.help();
            out.print(
                    "::"
                            + command(problem.severity())
                            + " file="
                            + property(Printable.of(linted.file().name()))
                            + ",line="
                            + start.line()
                            + columns
                            + ",title="
                            + property(problem.kind().id() + " " + problem.kind().title())
                            + "::"
                            + data(Printable.of(problem.message() + help))
                            + "\n");
        }
    }

    @Override
    public void unreadable(String name, String reason) {
        out.print(
                "::error file="
                        + property(Printable.of(name))
                        + ",title=unreadable::"
                        + data(Printable.of(reason))
                        + "\n");
    }

    @Override
    public void end() {
        out.flush();
    }

    private static String command(Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case INFO, STYLE -> "notice";
        };
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
