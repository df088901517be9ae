package io.tsocks.views;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.tsocks.engine.Action;
import io.tsocks.engine.PolicyMap;
import io.tsocks.engine.analysis.AddressRange;
import io.tsocks.engine.analysis.PortSet;
import io.tsocks.engine.analysis.Prefix;
import io.tsocks.engine.analysis.Territory;
import io.tsocks.engine.analysis.Verdict;
import io.tsocks.engine.analysis.Witness;
import io.tsocks.lint.output.Json;
import io.tsocks.net.PortRange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.stream.IntStream;

/// The common parts of the JSON answers to questions, which docs/route-questions.md describes.
final class QuestionJson {

    private QuestionJson() {}

    /// A generator for one document.
    static JsonGenerator to(OutputStream out) throws IOException {
        JsonGenerator json = Json.factory().createGenerator(out);
        json.setPrettyPrinter(new DefaultPrettyPrinter());
        return json;
    }

    /// Ends the document.
    static void end(JsonGenerator json) throws IOException {
        json.writeRaw('\n');
        json.close();
    }

    /// Fields of the outcome of a connection.
    static void outcome(JsonGenerator json, Action action) throws IOException {
        switch (action) {
            case Action.Direct _ -> json.writeStringField("route", "direct");
            case Action.Refused _ -> json.writeStringField("route", "refused");
            case Action.Via via -> {
                json.writeStringField("route", "via");
                ServerJson.writeWithLogin(json, via.upstream());
            }
        }
    }

    /// Fields of a verdict.
    static void verdict(JsonGenerator json, Verdict verdict) throws IOException {
        outcome(json, verdict.action());
        lines(json, Lines.numbers(verdict));
        json.writeStringField("because", Lines.of(verdict.owners()));
    }

    /// The field of lines that decide.
    static void lines(JsonGenerator json, IntStream lines) throws IOException {
        json.writeArrayFieldStart("lines");
        for (int line : lines.toArray()) {
            json.writeNumber(line);
        }
        json.writeEndArray();
    }

    /// Fields of a destination and of the owner that decides.
    static void witness(JsonGenerator json, Witness witness) throws IOException {
        json.writeStringField("destination", witness.destination());
        json.writeStringField("address", witness.address().toString());
        json.writeNumberField("port", witness.port());
        decider(json, witness.owner());
    }

    /// The field of an example.
    static void example(JsonGenerator json, Witness witness) throws IOException {
        json.writeObjectFieldStart("example");
        witness(json, witness);
        json.writeStringField("text", Lines.route(witness));
        json.writeEndObject();
    }

    /// Fields of the owner that decides.
    static void decider(JsonGenerator json, PolicyMap.Owner owner) throws IOException {
        if (Lines.number(owner) != 0) {
            json.writeNumberField("line", Lines.number(owner));
        }
        json.writeStringField("because", Lines.of(owner));
    }

    /// Fields of a territory.
    static void territory(JsonGenerator json, Territory where) throws IOException {
        json.writeObjectFieldStart("addresses");
        json.writeStringField("ipv4", where.addresses(AddressRange.IP4).toString());
        json.writeStringField("ipv6", where.addresses(AddressRange.IP6).toString());
        json.writeEndObject();
        json.writeArrayFieldStart("regions");
        for (Territory.Part part : where.parts()) {
            json.writeStartObject();
            json.writeArrayFieldStart("networks");
            for (Prefix prefix : part.prefixes()) {
                json.writeString(prefix.first() + "/" + prefix.length());
            }
            json.writeEndArray();
            ports(json, part.ports());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /// The field of ports.
    static void ports(JsonGenerator json, PortSet set) throws IOException {
        json.writeArrayFieldStart("ports");
        for (PortRange ports : set.ranges()) {
            json.writeStartObject();
            json.writeNumberField("first", ports.first());
            json.writeNumberField("last", ports.last());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
