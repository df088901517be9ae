package io.tsocks.views;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsocks.engine.analysis.PolicyDiff;
import io.tsocks.engine.analysis.Verdict;
import java.io.IOException;
import java.io.PrintStream;

/// One object, which docs/route-questions.schema.json describes.
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
            json.writeStringField("summary", Changes.summary(change));
            if (Changes.differInPasswordOnly(change)) {
                json.writeBooleanField("passwordOnly", true);
            }
            verdict(json, "before", change.before());
            verdict(json, "after", change.after());
            QuestionJson.territory(json, change.where());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        QuestionJson.end(json);
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
