package io.tsocks.views;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsocks.engine.analysis.NameVerdict;
import io.tsocks.engine.analysis.PolicyDiff;
import io.tsocks.engine.analysis.Verdict;
import java.io.IOException;
import java.io.PrintStream;

/// Writes one object, which docs/route-questions.schema.json describes.
record DiffJson() implements DiffForm {

    @Override
    public void write(PolicyDiff diff, ChartedConf old, ChartedConf young, PrintStream out)
            throws IOException {
        JsonGenerator json = QuestionJson.to(out);
        json.writeStartObject();
        json.writeStringField("old", old.name());
        json.writeStringField("new", young.name());
        json.writeBooleanField("equal", diff.isEmpty());
        json.writeArrayFieldStart("changes");
        for (PolicyDiff.Change change : diff.changes()) {
            json.writeStartObject();
            summary(json, Changes.summary(change), Changes.differInPasswordOnly(change));
            verdict(json, "before", change.before());
            verdict(json, "after", change.after());
            QuestionJson.territory(json, change.where());
            json.writeEndObject();
        }
        json.writeEndArray();
        names(json, diff);
        ways(json, diff);
        json.writeEndObject();
        QuestionJson.end(json);
    }

    /// Writes the changes of names; nothing if there are none, as for two files without rules for
    /// names.
    private static void names(JsonGenerator json, PolicyDiff diff) throws IOException {
        if (diff.names().isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("nameChanges");
        for (PolicyDiff.NameChange change : diff.names()) {
            json.writeStartObject();
            summary(json, Changes.summary(change), Changes.differInPasswordOnly(change));
            verdict(json, "before", change.before());
            verdict(json, "after", change.after());
            NameJson.territory(json, change.where());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void summary(JsonGenerator json, String text, boolean passwordOnly)
            throws IOException {
        json.writeStringField("summary", text);
        if (passwordOnly) {
            json.writeBooleanField("passwordOnly", true);
        }
    }

    /// Writes the changed ways to servers; nothing if there are none.
    private static void ways(JsonGenerator json, PolicyDiff diff) throws IOException {
        if (diff.ways().isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("wayChanges");
        for (PolicyDiff.WayChange change : diff.ways()) {
            json.writeStartObject();
            json.writeStringField("server", change.server().uri());
            json.writeStringField("before", Changes.before(change));
            json.writeStringField("after", Changes.after(change));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void verdict(JsonGenerator json, String name, NameVerdict verdict)
            throws IOException {
        json.writeObjectFieldStart(name);
        NameJson.verdict(json, verdict);
        NameJson.example(json, verdict.example());
        json.writeEndObject();
    }

    private static void verdict(JsonGenerator json, String name, Verdict verdict)
            throws IOException {
        json.writeObjectFieldStart(name);
        QuestionJson.verdict(json, verdict);
        json.writeObjectFieldStart("example");
        QuestionJson.witness(json, verdict.example());
        json.writeStringField("text", Lines.route(verdict.example()));
        json.writeEndObject();
        json.writeEndObject();
    }
}
