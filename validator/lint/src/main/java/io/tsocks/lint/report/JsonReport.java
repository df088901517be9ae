package io.tsocks.lint.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.Position;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.lint.Fingerprints;
import io.tsocks.lint.LintedFile;
import io.tsocks.lint.model.Edit;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.Fix;
import io.tsocks.lint.output.Json;
import io.tsocks.net.Span;
import java.io.IOException;
import java.io.PrintStream;
import java.util.EnumMap;
import java.util.Map;

/// Writes the project's own JSON, which docs/lint-report.schema.json describes.
final class JsonReport implements Report {

    private final JsonGenerator json;
    private final Map<Severity, Long> counts = new EnumMap<>(Severity.class);

    JsonReport(PrintStream out) {
        this.json = Json.to(out);
    }

    @Override
    public void begin() throws IOException {
        json.writeStartObject();
        json.writeNumberField("version", 1);
        json.writeArrayFieldStart("files");
    }

    @Override
    public void add(LintedFile linted) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", linted.file().name());
        json.writeArrayFieldStart("findings");
        for (Severity severity : Severity.values()) {
            counts.merge(severity, linted.count(severity), Long::sum);
        }
        var fingerprints = new Fingerprints(linted.file());
        for (Finding finding : linted.listed()) {
            finding(linted.file(), finding, fingerprints.next(finding.problem()));
        }
        json.writeEndArray();
        if (linted.unlisted() > 0) {
            json.writeNumberField("unlisted", linted.unlisted());
        }
        json.writeEndObject();
    }

    @Override
    public void unreadable(String name, String reason) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeStringField("unreadable", reason);
        json.writeArrayFieldStart("findings");
        json.writeEndArray();
        json.writeEndObject();
    }

    @Override
    public void end() throws IOException {
        json.writeEndArray();
        json.writeObjectFieldStart("summary");
        for (Severity severity : Severity.values()) {
            json.writeNumberField(severity.label(), counts.getOrDefault(severity, 0L));
        }
        json.writeEndObject();
        json.writeEndObject();
        json.writeRaw('\n');
        json.flush();
    }

    private void finding(ConfFile file, Finding finding, String fingerprint) throws IOException {
        Problem problem = finding.problem();
        json.writeStartObject();
        json.writeStringField("id", problem.kind().id());
        json.writeStringField("title", problem.kind().title());
        json.writeStringField("severity", problem.severity().label());
        json.writeStringField("message", problem.message());
        if (problem.help() != null) {
            json.writeStringField("help", problem.help());
        }
        span(file, problem.span());
        json.writeStringField("fingerprint", fingerprint);
        related(file, problem);
        if (finding.fix() != null) {
            fix(file, finding.fix());
        }
        json.writeEndObject();
    }

    private void related(ConfFile file, Problem problem) throws IOException {
        json.writeArrayFieldStart("related");
        for (Problem.Related related : problem.related()) {
            json.writeStartObject();
            json.writeStringField("message", related.message());
            span(file, related.span());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void fix(ConfFile file, Fix fix) throws IOException {
        json.writeObjectFieldStart("fix");
        json.writeStringField("safety", fix.safety().label());
        json.writeStringField("description", fix.description());
        json.writeArrayFieldStart("edits");
        for (Edit edit : fix.edits()) {
            json.writeStartObject();
            span(file, edit.span());
            json.writeStringField("replacement", edit.replacement());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void span(ConfFile file, Span span) throws IOException {
        position("start", file.position(span.start()));
        position("end", file.position(span.end()));
    }

    private void position(String name, Position position) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("line", position.line());
        json.writeNumberField("column", position.column());
        json.writeNumberField("byte", position.byteOffset());
        json.writeEndObject();
    }
}
