package io.tsocks.lint.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.Position;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.lint.Catalog;
import io.tsocks.lint.Fingerprints;
import io.tsocks.lint.LintedFile;
import io.tsocks.lint.PageText;
import io.tsocks.lint.model.Edit;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.Fix;
import io.tsocks.lint.output.Json;
import io.tsocks.net.Printable;
import io.tsocks.net.Span;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes SARIF 2.1.0 (OASIS, docs.oasis-open.org/sarif/sarif/v2.1.0), with related locations,
/// fixes and fingerprints.
final class SarifReport implements Report {

    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    private final JsonGenerator json;
    private final String version;
    private final Map<String, Integer> indices = new HashMap<>();
    private final List<Notification> notifications = new ArrayList<>();

    SarifReport(PrintStream out, String version) {
        this.json = Json.to(out);
        this.version = version;
    }

    /// A message about a file that is not a finding.
    ///
    /// @param failed whether the file could not be linted
    private record Notification(String name, String text, boolean failed) {}

    @Override
    public void begin() throws IOException {
        json.writeStartObject();
        json.writeStringField("$schema", SCHEMA);
        json.writeStringField("version", "2.1.0");
        json.writeArrayFieldStart("runs");
        json.writeStartObject();
        tool();
        json.writeStringField("columnKind", "unicodeCodePoints");
        json.writeArrayFieldStart("results");
    }

    private void tool() throws IOException {
        json.writeObjectFieldStart("tool");
        json.writeObjectFieldStart("driver");
        json.writeStringField("name", "tsocks-validate");
        json.writeStringField("version", version);
        rules(Catalog.entries());
        json.writeEndObject();
        json.writeEndObject();
    }

    @Override
    public void add(LintedFile linted) throws IOException {
        var fingerprints = new Fingerprints(linted.file());
        for (Finding finding : linted.listed()) {
            result(linted.file(), finding, fingerprints.next(finding.problem()));
        }
        if (linted.unlisted() > 0) {
            notifications.add(
                    new Notification(
                            linted.file().name(),
                            linted.unlisted() + " findings are not listed",
                            false));
        }
    }

    private void invocation() throws IOException {
        json.writeArrayFieldStart("invocations");
        json.writeStartObject();
        json.writeBooleanField(
                "executionSuccessful", notifications.stream().noneMatch(Notification::failed));
        json.writeArrayFieldStart("toolExecutionNotifications");
        for (Notification notification : notifications) {
            json.writeStartObject();
            json.writeStringField("level", notification.failed() ? "error" : "warning");
            text("message", Printable.of(notification.text()));
            json.writeArrayFieldStart("locations");
            json.writeStartObject();
            json.writeObjectFieldStart("physicalLocation");
            artifact(notification.name());
            json.writeEndObject();
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
    }

    @Override
    public void unreadable(String name, String reason) {
        notifications.add(new Notification(name, reason, true));
    }

    @Override
    public void end() throws IOException {
        json.writeEndArray();
        invocation();
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
        json.writeRaw('\n');
        json.flush();
    }

    private void rules(List<Catalog.Entry> entries) throws IOException {
        json.writeArrayFieldStart("rules");
        for (Catalog.Entry entry : entries) {
            indices.put(entry.kind().id(), indices.size());
            json.writeStartObject();
            json.writeStringField("id", entry.kind().id());
            text("shortDescription", entry.kind().title());
            text("fullDescription", entry.page().what());
            json.writeObjectFieldStart("help");
            json.writeStringField("text", PageText.plain(entry));
            json.writeStringField("markdown", PageText.markdown(entry));
            json.writeEndObject();
            json.writeObjectFieldStart("defaultConfiguration");
            json.writeStringField("level", level(entry.kind().severity()));
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void result(ConfFile file, Finding finding, String fingerprint) throws IOException {
        Problem problem = finding.problem();
        json.writeStartObject();
        json.writeStringField("ruleId", problem.kind().id());
        json.writeNumberField("ruleIndex", indices.getOrDefault(problem.kind().id(), -1));
        json.writeStringField("level", level(problem.severity()));
        String help = problem.help() == null ? "" : "; " + problem.help();
        text("message", Printable.of(problem.message() + help));
        json.writeArrayFieldStart("locations");
        json.writeStartObject();
        location(file, problem.span());
        json.writeEndObject();
        json.writeEndArray();
        related(file, problem);
        json.writeObjectFieldStart("partialFingerprints");
        json.writeStringField("tsocks/v1", fingerprint);
        json.writeEndObject();
        if (finding.fix() != null) {
            fix(file, finding.fix());
        }
        json.writeEndObject();
    }

    private void related(ConfFile file, Problem problem) throws IOException {
        if (problem.related().isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("relatedLocations");
        for (int i = 0; i < problem.related().size(); i++) {
            related(file, i, problem.related().get(i));
        }
        json.writeEndArray();
    }

    private void related(ConfFile file, int id, Problem.Related related) throws IOException {
        json.writeStartObject();
        json.writeNumberField("id", id);
        location(file, related.span());
        text("message", Printable.of(related.message()));
        json.writeEndObject();
    }

    private void fix(ConfFile file, Fix fix) throws IOException {
        json.writeArrayFieldStart("fixes");
        json.writeStartObject();
        text("description", fix.description() + " (" + fix.safety().label() + ")");
        json.writeArrayFieldStart("artifactChanges");
        json.writeStartObject();
        artifact(file.name());
        json.writeArrayFieldStart("replacements");
        for (Edit edit : fix.edits()) {
            json.writeStartObject();
            region("deletedRegion", file, edit.span());
            text("insertedContent", edit.replacement());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
    }

    private void location(ConfFile file, Span span) throws IOException {
        json.writeObjectFieldStart("physicalLocation");
        artifact(file.name());
        region("region", file, span);
        json.writeEndObject();
    }

    private void artifact(String name) throws IOException {
        json.writeObjectFieldStart("artifactLocation");
        json.writeStringField("uri", uri(name));
        json.writeEndObject();
    }

    private void region(String name, ConfFile file, Span span) throws IOException {
        Position start = file.position(span.start());
        Position end = file.position(span.end());
        json.writeObjectFieldStart(name);
        json.writeNumberField("startLine", start.line());
        json.writeNumberField("startColumn", start.column());
        json.writeNumberField("endLine", end.line());
        json.writeNumberField("endColumn", end.column());
        json.writeEndObject();
    }

    private void text(String name, String text) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("text", text);
        json.writeEndObject();
    }

    /// A path as a URI reference. Relative ones stay relative, because code scanning wants them so.
    private static String uri(String name) {
        try {
            if (startsWithScheme(name)) {
                return new URI(null, null, "./" + name, null).toASCIIString();
            }
            return name.startsWith("/")
                    ? new URI("file", "", name, null).toASCIIString()
                    : new URI(null, null, name, null).toASCIIString();
        } catch (URISyntaxException _) {
            return "unnamed";
        }
    }

    /// Whether a colon in the first name would turn it into a scheme, such as javascript.
    private static boolean startsWithScheme(String name) {
        int colon = name.indexOf(':');
        int slash = name.indexOf('/');
        return colon >= 0 && (slash < 0 || colon < slash);
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case INFO, STYLE -> "note";
        };
    }
}
