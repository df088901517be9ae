package io.tsocks.validator.report;

import io.tsocks.grammar.Problem;
import io.tsocks.validator.lint.Finding;
import io.tsocks.validator.lint.LintedFile;
import java.io.PrintStream;

/// JUnit's XML: a suite for each file, a failed test for each finding, and one that passed for a
/// file without findings.
final class JunitReport implements Report {

    private final PrintStream out;

    JunitReport(PrintStream out) {
        this.out = out;
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
                        + findings
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
        out.print(
                "    <testcase classname=\""
                        + name
                        + "\" name=\""
                        + problem.kind().id()
                        + " at "
                        + place
                        + "\">\n      <failure type=\""
                        + problem.severity().label()
                        + "\" message=\""
                        + message
                        + "\">"
                        + name
                        + ":"
                        + place
                        + ": "
                        + message
                        + "</failure>\n    </testcase>\n");
    }

    @Override
    public void end() {
        out.print("</testsuites>\n");
        out.flush();
    }
}
