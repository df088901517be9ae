package io.tsocks.views;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsocks.engine.Action;
import io.tsocks.engine.Explanation;
import io.tsocks.engine.NameBasis;
import io.tsocks.engine.NameExplanation;
import io.tsocks.engine.NameMap;
import io.tsocks.lint.output.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;

/// Writes answers for programs: one JSON object on each line, which docs/route-json.md describes.
public final class JsonAnswers implements AnswerWriter {

    private final JsonGenerator json;
    private final Supplement supplement;

    /// Adds fields of a program's own at the end of each answer.
    @FunctionalInterface
    public interface Supplement {
        /// Writes the fields of an answer.
        void write(Answer answer, JsonGenerator json) throws IOException;
    }

    public JsonAnswers(OutputStream out) throws IOException {
        this(out, (_, _) -> {});
    }

    /// Writes answers with more fields.
    public JsonAnswers(OutputStream out, Supplement supplement) throws IOException {
        this.supplement = supplement;
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
        supplement.write(answer, json);
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
        json.writeRaw(answer.way().json());
        if (answer.name() != null) {
            json.writeStringField("decidedBy", label(answer.name().basis()));
        }
        if (!answer.way().unknownServers().isEmpty()) {
            json.writeBooleanField("serverUnresolved", true);
        }
        if (answer.otherRoutes()) {
            json.writeBooleanField("otherAddressesDiffer", true);
        }
        writeExplanation(answer);
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
                    ServerJson.write(json, via.upstream());
                }
            }
            json.writeStringField("because", part.because());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeExplanation(Answer.Routed answer) throws IOException {
        NameExplanation ofName = answer.name() == null ? null : answer.name().explanation();
        Explanation ofAddress = answer.explanation();
        if (ofName == null && ofAddress == null) {
            return;
        }
        json.writeArrayFieldStart("explanation");
        for (NameExplanation.Step step :
                ofName == null ? List.<NameExplanation.Step>of() : ofName.steps()) {
            json.writeStartObject();
            writeAsked(step);
            writeOutcome(step.matched(), step.why());
        }
        for (Explanation.Step step :
                ofAddress == null ? List.<Explanation.Step>of() : ofAddress.steps()) {
            json.writeStartObject();
            WayJson.writeFields(json, step.rule(), step.origin().line());
            writeOutcome(step.matched(), step.why());
        }
        json.writeEndArray();
    }

    private void writeOutcome(boolean matched, String why) throws IOException {
        json.writeBooleanField("matched", matched);
        json.writeStringField("why", why);
        json.writeEndObject();
    }

    private void writeAsked(NameExplanation.Step step) throws IOException {
        if (step.line().isPresent()) {
            NameMap.Owner owner = step.line().get();
            WayJson.writeFields(json, owner.rule(), owner.origin().line());
        } else {
            json.writeStringField("kind", label(step.asked()));
            json.writeStringField("text", text(step.asked()));
        }
    }

    static String text(NameBasis basis) {
        return switch (basis) {
            case LOCALHOST -> "names of loopback addresses";
            case LINE -> "a line about names";
            case EVERY_ADDRESS -> "the routes of all addresses";
            case REMOTE_DNS -> "remote_dns";
            case ONION -> "names that must not be resolved here";
            case ADDRESS -> "the address of the name";
        };
    }

    private static String label(NameBasis basis) {
        return basis.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
