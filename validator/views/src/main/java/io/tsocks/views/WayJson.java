package io.tsocks.views;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import io.tsocks.engine.Action;
import io.tsocks.engine.Rule;
import io.tsocks.engine.ServerWay;
import io.tsocks.engine.Upstream;
import io.tsocks.lint.output.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/// Writes the fields that the answers of one rule have in common.
final class WayJson {

    private WayJson() {}

    /// The fields of a way with the comma before them, as they stand after others of the same
    /// object.
    static SerializableString after(AnswerWay way) throws IOException {
        return new SerializedString("," + text(way));
    }

    private static String text(AnswerWay way) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.factory().createGenerator(bytes)) {
            json.writeStartObject();
            write(json, way);
            json.writeEndObject();
        }
        String object = bytes.toString(StandardCharsets.UTF_8);
        return object.substring(1, object.length() - 1);
    }

    private static void write(JsonGenerator json, AnswerWay way) throws IOException {
        switch (way.decision().action()) {
            case Action.Direct _ -> json.writeStringField("route", "direct");
            case Action.Via via -> {
                json.writeStringField("route", "via");
                ServerJson.write(json, via.upstream());
            }
            case Action.Refused refused -> {
                json.writeStringField("route", "refused");
                json.writeStringField("reason", name(refused.reason()));
                json.writeStringField("message", refused.message());
            }
        }
        writeHops(json, way.hops());
        writeRule(json, way.decision().rule());
    }

    private static void writeHops(JsonGenerator json, List<Hop> hops) throws IOException {
        if (hops.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("through");
        for (Hop hop : hops) {
            json.writeStartObject();
            json.writeStringField("to", hop.server().uri());
            switch (hop.way()) {
                case ServerWay.Through(Upstream upstream, Rule rule, _) -> {
                    json.writeStringField("route", "via");
                    ServerJson.write(json, upstream);
                    writeRule(json, rule);
                }
                case ServerWay.Direct(Rule rule) -> {
                    json.writeStringField("route", "direct");
                    writeRule(json, rule);
                }
                case ServerWay.Local _, ServerWay.Nowhere _ -> {}
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeRule(JsonGenerator json, Rule rule) throws IOException {
        json.writeObjectFieldStart("rule");
        writeFields(json, rule, rule.line());
        json.writeEndObject();
    }

    /// The fields of a rule.
    ///
    /// @param line where it stands, or what of it counts; 0 for nowhere
    static void writeFields(JsonGenerator json, Rule rule, int line) throws IOException {
        json.writeStringField("kind", kind(rule));
        if (line != 0) {
            json.writeNumberField("line", line);
        }
        json.writeStringField("text", rule.describe());
    }

    private static String kind(Rule rule) {
        return switch (rule) {
            case Rule.Local _, Rule.LocalHosts _ -> "local";
            case Rule.Path _ -> "path";
            case Rule.DefaultServer _ -> "default-server";
            case Rule.Fallback _ -> "fallback";
            case Rule.Nothing _ -> "nothing";
        };
    }

    private static String name(Action.Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
