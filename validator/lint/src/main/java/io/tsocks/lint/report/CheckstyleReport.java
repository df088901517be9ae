package io.tsocks.lint.report;

import io.tsocks.grammar.Position;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.lint.LintedFile;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.output.Xml;
import java.io.PrintStream;

/// Writes Checkstyle's XML.
final class CheckstyleReport implements Report {

    private final PrintStream out;
    private final String version;

    CheckstyleReport(PrintStream out, String version) {
        this.out = out;
        this.version = version;
    }

    @Override
    public void begin() {
        out.print("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        out.print("<checkstyle version=\"" + Xml.escape(version) + "\">\n");
    }

    @Override
    public void add(LintedFile linted) {
        out.print("  <file name=\"" + Xml.escape(linted.file().name()) + "\">\n");
        for (Finding finding : linted.listed()) {
            Problem problem = finding.problem();
            Position start = linted.file().position(problem.span().start());
            out.print(
                    "    <error line=\""
                            + start.line()
                            + "\" column=\""
                            + start.column()
                            + "\" severity=\""
                            + severity(problem.severity())
                            + "\" message=\""
                            + Xml.escape(problem.message())
                            + "\" source=\"tsocks."
                            + problem.kind().id()
                            + "\"/>\n");
        }
        out.print("  </file>\n");
    }

    @Override
    public void unreadable(String name, String reason) {
        out.print(
                "  <file name=\""
                        + Xml.escape(name)
                        + "\">\n    <error line=\"1\" severity=\"error\" message=\""
                        + Xml.escape(reason)
                        + "\" source=\"tsocks.unreadable\"/>\n  </file>\n");
    }

    @Override
    public void end() {
        out.print("</checkstyle>\n");
        out.flush();
    }

    private static String severity(Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case INFO, STYLE -> "info";
        };
    }
}
