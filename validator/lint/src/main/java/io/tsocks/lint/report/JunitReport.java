package io.tsocks.lint.report;

import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.lint.LintedFile;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.output.Xml;
import java.io.PrintStream;
import java.util.List;

/// Writes JUnit's XML: a suite for each file and a test for each finding. The test fails if the
/// finding makes the command fail. A file without findings has one test, which passes.
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
        List<Finding> listed = linted.listed();
        int tests = listed.size() + (linted.unlisted() == 0 ? 0 : 1);
        boolean failsUnlisted =
                linted.findings().stream().filter(this::fails).count()
                        > listed.stream().filter(this::fails).count();
        out.print(
                "  <testsuite name=\""
                        + name
                        + "\" tests=\""
                        + Math.max(1, tests)
                        + "\" failures=\""
                        + (listed.stream().filter(this::fails).count() + (failsUnlisted ? 1 : 0))
                        + "\" errors=\"0\" skipped=\"0\">\n");
        if (tests == 0) {
            out.print("    <testcase classname=\"" + name + "\" name=\"no findings\"/>\n");
        }
        listed.forEach(finding -> testCase(linted, finding, name));
        if (linted.unlisted() > 0) {
            unlisted(linted.unlisted(), failsUnlisted, name);
        }
        out.print("  </testsuite>\n");
    }

    private void unlisted(int count, boolean fails, String name) {
        String text = count + " findings are not listed";
        out.print(
                "    <testcase classname=\""
                        + name
                        + "\" name=\"not listed\">\n      "
                        + (fails
                                ? "<failure message=\"" + text + "\"/>"
                                : "<system-out>" + text + "</system-out>")
                        + "\n    </testcase>\n");
    }

    @Override
    public void unreadable(String name, String reason) {
        String escaped = Xml.escape(name);
        out.print(
                "  <testsuite name=\""
                        + escaped
                        + "\" tests=\"1\" failures=\"0\" errors=\"1\" skipped=\"0\">\n"
                        + "    <testcase classname=\""
                        + escaped
                        + "\" name=\"unreadable\">\n      <error message=\""
                        + Xml.escape(reason)
                        + "\"/>\n    </testcase>\n  </testsuite>\n");
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
