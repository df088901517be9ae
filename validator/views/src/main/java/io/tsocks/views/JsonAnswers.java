package io.tsocks.views;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsocks.engine.Action;
import io.tsocks.engine.Explanation;
import io.tsocks.engine.Rule;
import io.tsocks.engine.SocksServer;
import io.tsocks.lint.output.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/// Answers for a program: one JSON object a line, as docs/route-json.md describes them.
public final class JsonAnswers implements AnswerWriter {

    private final JsonGenerator json;

    public JsonAnswers(OutputStream out) throws IOException {
        this.json = Json.factory().createGenerator(out);
        this.json.setRootValueSeparator(null);
    }

    @Override
    public void write(Answer answer) throws IOException {
        json.writeStartObject();
        json.writeStringField("destination", answer.text());
        switch (answer) {
            case Answer.Routed routed -> writeRouted(routed);
            case Answer.Network network -> writeNetwork(network);
            case Answer.Malformed malformed -> json.writeStringField("error", malformed.message());
        }
        json.writeEndObject();
        json.writeRaw('\n');
    }

    @Override
    public void flush() throws IOException {
        json.flush();
    }

    private void writeRouted(Answer.Routed answer) throws IOException {
        json.writeStringField("host", answer.destination().host());
        if (answer.destination().port() != 0) {
            json.writeNumberField("port", answer.destination().port());
        }
        if (answer.address() != null) {
            json.writeStringField("address", answer.address().toString());
        }
        switch (answer.decision().action()) {
            case Action.Direct _ -> json.writeStringField("route", "direct");
            case Action.Via via -> {
                json.writeStringField("route", "via");
                writeServer(via.server());
            }
            case Action.Refused refused -> {
                json.writeStringField("route", "refused");
                json.writeStringField("reason", name(refused.reason()));
                json.writeStringField("message", refused.message());
            }
        }
        writeRule(answer.decision().rule());
        if (answer.serverUnknown()) {
            json.writeBooleanField("serverUnresolved", true);
        }
        if (answer.otherRoutes()) {
            json.writeBooleanField("otherAddressesDiffer", true);
        }
        if (answer.explanation() != null) {
            writeExplanation(answer.explanation());
        }
    }

    private void writeNetwork(Answer.Network network) throws IOException {
        json.writeArrayFieldStart("parts");
        for (NetworkRoutes.Part part : network.parts()) {
            json.writeStartObject();
            json.writeStringField("where", part.where());
            switch (part.action()) {
                case Action.Direct _ -> json.writeStringField("route", "direct");
                case Action.Refused _ -> json.writeStringField("route", "refused");
                case Action.Via via -> {
                    json.writeStringField("route", "via");
                    writeServer(via.server());
                }
            }
            json.writeStringField("because", part.because());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeServer(SocksServer server) throws IOException {
        json.writeObjectFieldStart("server");
        json.writeStringField("uri", server.uri());
        json.writeStringField("host", server.host());
        json.writeNumberField("port", server.port());
        json.writeNumberField("version", server.version().number());
        json.writeEndObject();
    }

    private void writeRule(Rule rule) throws IOException {
        json.writeObjectFieldStart("rule");
        writeFields(rule, rule.line());
        json.writeEndObject();
    }

    private void writeExplanation(Explanation explanation) throws IOException {
        json.writeArrayFieldStart("explanation");
        for (Explanation.Step step : explanation.steps()) {
            json.writeStartObject();
            Rule rule = step.rule();
            writeFields(rule, step.origin().line());
            json.writeBooleanField("matched", step.matched());
            json.writeStringField("why", step.why());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeFields(Rule rule, int line) throws IOException {
        String kind =
                switch (rule) {
                    case Rule.Local _, Rule.LocalHosts _ -> "local";
                    case Rule.Path _ -> "path";
                    case Rule.DefaultServer _ -> "default-server";
                    case Rule.Fallback _ -> "fallback";
                    case Rule.Nothing _ -> "nothing";
                };
        json.writeStringField("kind", kind);
        if (line != 0) {
            json.writeNumberField("line", line);
        }
        json.writeStringField("text", rule.describe());
    }

    private static String name(Action.Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
