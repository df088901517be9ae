package io.tsocks.views;

import io.tsocks.lint.output.Xml;

/// The results of expectations, in the XML of JUnit that build servers read. Each expectation is a
/// test case, and the coverage is another one.
public final class JunitTestReport {

    private final TestReport report;
    private final StringBuilder xml = new StringBuilder();

    public JunitTestReport(TestReport report) {
        this.report = report;
    }

    public String text() {
        int failures = report.outcome().failures().size() + (report.isCovered() ? 0 : 1);
        xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"")
                .append(Xml.escape(report.name()))
                .append("\" tests=\"")
                .append(report.outcome().results().size() + 1)
                .append("\" failures=\"")
                .append(failures)
                .append("\" errors=\"0\" skipped=\"0\">\n");
        report.outcome().results().forEach(this::add);
        add("coverage", report.isCovered() ? "" : report.coverageText(), "");
        return xml.append("</testsuite>\n").toString();
    }

    private void add(RouteTests.Result result) {
        Expectation expectation = result.expectation();
        String name = expectation.subject().text() + " " + expectation.expected();
        String message =
                result.passed()
                        ? ""
                        : "expected " + expectation.expected() + ", but is " + actual(result);
        add(name, message, expectation.place() + "\n" + result.why());
    }

    private static String actual(RouteTests.Result result) {
        return result.counterexample()
                .map(found -> result.actual() + ", for example " + found.destination())
                .orElse(result.actual());
    }

    /// @param message empty for a case that passed
    private void add(String name, String message, String detail) {
        xml.append("  <testcase classname=\"")
                .append(Xml.escape(report.conf().name()))
                .append("\" name=\"")
                .append(Xml.escape(name))
                .append('"');
        if (message.isEmpty()) {
            xml.append("/>\n");
            return;
        }
        addFailure(message, detail);
    }

    private void addFailure(String message, String detail) {
        xml.append(">\n    <failure message=\"")
                .append(Xml.escape(message))
                .append("\">")
                .append(Xml.escape(detail))
                .append("</failure>\n  </testcase>\n");
    }
}
