package io.tsocks.validator.report;

import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.validator.lint.Finding;
import io.tsocks.validator.lint.LintedFile;
import java.io.PrintStream;

/// JUnit's XML: a suite for each file, a test for each finding, which fails where the command does,
/// and one that passed for a file without findings.
final class JunitReport implements Report {

    private final PrintStream out;
    private final Severity failOn;

    JunitReport(PrintStream out, Severity failOn) {
        this.out = out;
        this.failOn = failOn;
    }

    @Override
    public void begin() {
        out.print("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    }

    @Override
    public void add(LintedFile linted) {
        String name = Xml.escape(linted.file().name());
        int findings = linted.findings().size();
        out.print(
                "  <testsuite name=\""
                        + name
                        + "\" tests=\""
                        + Math.max(1, findings)
                        + "\" failures=\""
                        + linted.findings().stream().filter(this::fails).count()
                        + "\" errors=\"0\" skipped=\"0\">\n");
        if (findings == 0) {
            out.print("    <testcase classname=\"" + name + "\" name=\"no findings\"/>\n");
        }
        linted.findings().forEach(finding -> testCase(linted, finding, name));
        out.print("  </testsuite>\n");
    }

    private void testCase(LintedFile linted, Finding finding, String name) {
        Problem problem = finding.problem();
        String place = linted.file().position(problem.span().start()).toString();
        String message = Xml.escape(problem.message());
        String text = name + ":" + place + ": " + message;
        String outcome =
                fails(finding)
                        ? "<failure type=\""
                                + problem.severity().label()
                                + "\" message=\""
                                + message
                                + "\">"
                                + text
                                + "</failure>"
                        : "<system-out>"
                                + problem.severity().label()
                                + ": "
                                + text
                                + "</system-out>";
        out.print(
                "    <testcase classname=\""
                        + name
                        + "\" name=\""
                        + problem.kind().id()
                        + " at "
                        + place
                        + "\">\n      "
                        + outcome
                        + "\n    </testcase>\n");
    }

    private boolean fails(Finding finding) {
        return finding.problem().severity().atLeast(failOn);
    }

    @Override
    public void end() {
        out.print("</testsuites>\n");
        out.flush();
    }
}
