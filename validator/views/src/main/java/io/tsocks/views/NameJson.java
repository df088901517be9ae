package io.tsocks.views;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsocks.engine.Decision;
import io.tsocks.engine.HostDecision;
import io.tsocks.engine.analysis.NameTerritory;
import io.tsocks.engine.analysis.NameVerdict;
import io.tsocks.engine.analysis.NameWitness;
import io.tsocks.net.HostPattern;
import java.io.IOException;

/// The parts of JSON answers that are about names, as docs/route-questions.md describes them.
final class NameJson {

    private NameJson() {}

    /// Fields of a policy's answer for a name.
    static void outcome(JsonGenerator json, HostDecision decision) throws IOException {
        switch (decision) {
            case HostDecision.Decided(Decision decided) ->
                    QuestionJson.outcome(json, decided.action());
            case HostDecision.NeedsAddress _ ->
                    json.writeStringField("route", Words.outcome(decision));
        }
    }

    /// Fields of a verdict.
    static void verdict(JsonGenerator json, NameVerdict verdict) throws IOException {
        outcome(json, verdict.example().decision());
        QuestionJson.lines(json, Lines.numbers(verdict));
        json.writeStringField("because", Lines.of(verdict));
    }

    /// Fields of a name and port and of the line that decides.
    private static void witness(JsonGenerator json, NameWitness witness) throws IOException {
        name(json, witness);
        line(json, Lines.number(witness));
        json.writeStringField("because", Lines.of(witness));
    }

    /// Fields of a name and port that would try a line.
    ///
    /// @param line its number; 0 if no line says it
    /// @param because the line in words
    static void gap(JsonGenerator json, NameWitness gap, int line, String because)
            throws IOException {
        name(json, gap);
        line(json, line);
        json.writeStringField("because", because);
    }

    private static void name(JsonGenerator json, NameWitness witness) throws IOException {
        json.writeStringField("destination", witness.destination());
        json.writeStringField("name", witness.name().text());
        json.writeNumberField("port", witness.port());
    }

    private static void line(JsonGenerator json, int line) throws IOException {
        if (line != 0) {
            json.writeNumberField("line", line);
        }
    }

    /// The field of an example.
    static void example(JsonGenerator json, NameWitness witness) throws IOException {
        json.writeObjectFieldStart("example");
        witness(json, witness);
        json.writeStringField("text", Lines.route(witness));
        json.writeEndObject();
    }

    /// The field of a territory.
    static void territory(JsonGenerator json, NameTerritory where) throws IOException {
        json.writeArrayFieldStart("names");
        for (NameTerritory.Part part : where.parts()) {
            json.writeStartObject();
            json.writeArrayFieldStart("patterns");
            for (NameTerritory.Names names : part.names()) {
                pattern(json, names);
            }
            json.writeEndArray();
            QuestionJson.ports(json, part.ports());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void pattern(JsonGenerator json, NameTerritory.Names names) throws IOException {
        json.writeStartObject();
        json.writeStringField("pattern", names.pattern().toString());
        json.writeArrayFieldStart("except");
        for (HostPattern pattern : names.except()) {
            json.writeString(pattern.toString());
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
