package io.tsocks.lint.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.lint.Fingerprints;
import io.tsocks.lint.LintedFile;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.output.Json;
import io.tsocks.net.Printable;
import java.io.IOException;
import java.io.PrintStream;

/// Writes the code quality report of GitLab (docs.gitlab.com/ci/testing/code_quality, "Code Quality
/// report format"), which merge requests show. GitLab wants a unique fingerprint for each finding,
/// and a path from the root of the repository without `./`.
final class GitlabReport implements Report {

    private final JsonGenerator json;

    GitlabReport(PrintStream out) {
        this.json = Json.to(out);
    }

    @Override
    public void begin() throws IOException {
        json.writeStartArray();
    }

    @Override
    public void add(LintedFile linted) throws IOException {
        var fingerprints = new Fingerprints(linted.file());
        for (Finding finding : linted.listed()) {
            Problem problem = finding.problem();
            String help = problem.help() == null ? "" : "; " + problem.help();
            issue(
                    problem.kind().id(),
                    problem.message() + help,
                    severity(problem.severity()),
                    Fingerprints.among(linted.file().name(), fingerprints.next(problem)),
                    linted.file().name(),
                    linted.file().lineAt(problem.span().start()));
        }
    }

    @Override
    public void unreadable(String name, String reason) throws IOException {
        issue("unreadable", reason, "blocker", Fingerprints.among(name, "unreadable"), name, 1);
    }

    @Override
    public void end() throws IOException {
        json.writeEndArray();
        json.writeRaw('\n');
        json.flush();
    }

    private void issue(
            String check, String text, String severity, String fingerprint, String name, int line)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("description", Printable.of(text));
        json.writeStringField("check_name", check);
        json.writeStringField("fingerprint", fingerprint);
        json.writeStringField("severity", severity);
        location(name, line);
        json.writeEndObject();
    }

    private void location(String name, int line) throws IOException {
        json.writeObjectFieldStart("location");
        json.writeStringField("path", name.startsWith("./") ? name.substring(2) : name);
        json.writeObjectFieldStart("lines");
        json.writeNumberField("begin", line);
        json.writeEndObject();
        json.writeEndObject();
    }

    private static String severity(Severity severity) {
        return switch (severity) {
            case ERROR -> "critical";
            case WARNING -> "major";
            case INFO -> "minor";
            case STYLE -> "info";
        };
    }
}
