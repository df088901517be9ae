package io.tsocks.lsp;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.lint.model.Finding;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/// Writes findings as diagnostics.
///
/// @param uri the document's
/// @param rules the folder with a page for each rule; empty if there is none
record Diagnostics(String uri, LineIndex index, Optional<Path> rules) {

    /// What could go without changing a route: dead and redundant networks and names, and paths of
    /// which local networks leave nothing.
    private static final Set<String> UNNECESSARY =
            Set.of("TS301", "TS302", "TS303", "TS305", "TS326", "TS327");

    /// LSP 3.17, `DiagnosticTag`.
    private static final int UNNECESSARY_TAG = 1;

    void write(JsonGenerator json, Iterable<Finding> findings) throws IOException {
        json.writeStartArray();
        for (Finding finding : findings) {
            write(json, finding.problem());
        }
        json.writeEndArray();
    }

    void write(JsonGenerator json, Problem problem) throws IOException {
        String id = problem.kind().id();
        json.writeStartObject();
        json.writeFieldName("range");
        index.write(json, problem.span());
        json.writeNumberField("severity", severity(problem.severity()));
        json.writeStringField("code", id);
        Optional<URI> page = page(id);
        if (page.isPresent()) {
            json.writeObjectFieldStart("codeDescription");
            json.writeStringField("href", page.get().toString());
            json.writeEndObject();
        }
        json.writeStringField("source", "tsocks");
        String help = problem.help() == null ? "" : "\n" + problem.help();
        json.writeStringField("message", problem.message() + help);
        if (UNNECESSARY.contains(id)) {
            json.writeArrayFieldStart("tags");
            json.writeNumber(UNNECESSARY_TAG);
            json.writeEndArray();
        }
        json.writeArrayFieldStart("relatedInformation");
        for (Problem.Related related : problem.related()) {
            json.writeStartObject();
            json.writeObjectFieldStart("location");
            json.writeStringField("uri", uri);
            json.writeFieldName("range");
            index.write(json, related.span());
            json.writeEndObject();
            json.writeStringField("message", related.message());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private Optional<URI> page(String id) {
        return rules.map(folder -> folder.resolve(id + ".md"))
                .filter(Files::isReadable)
                .map(Path::toUri);
    }

    /// LSP 3.17, `DiagnosticSeverity`.
    private static int severity(Severity severity) {
        return switch (severity) {
            case ERROR -> 1;
            case WARNING -> 2;
            case INFO -> 3;
            case STYLE -> 4;
        };
    }
}
