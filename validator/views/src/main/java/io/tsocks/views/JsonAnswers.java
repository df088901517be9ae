package io.tsocks.views;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsocks.engine.Action;
import io.tsocks.engine.Explanation;
import io.tsocks.engine.NameBasis;
import io.tsocks.engine.NameExplanation;
import io.tsocks.engine.NameMap;
import io.tsocks.engine.Rule;
import io.tsocks.engine.ServerWay;
import io.tsocks.engine.Upstream;
import io.tsocks.lint.output.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;

/// Writes answers for programs: one JSON object on each line, which docs/route-json.md describes.
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
                ServerJson.write(json, via.upstream());
            }
            case Action.Refused refused -> {
                json.writeStringField("route", "refused");
                json.writeStringField("reason", name(refused.reason()));
                json.writeStringField("message", refused.message());
            }
        }
        writeHops(answer.hops());
        writeRule(answer.decision().rule());
        if (answer.name() != null) {
            json.writeStringField("decidedBy", label(answer.name().basis()));
        }
        if (!answer.unknownServers().isEmpty()) {
            json.writeBooleanField("serverUnresolved", true);
        }
        if (answer.otherRoutes()) {
            json.writeBooleanField("otherAddressesDiffer", true);
        }
        writeExplanation(answer);
    }

    private void writeHops(List<Hop> hops) throws IOException {
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
                    writeRule(rule);
                }
                case ServerWay.Direct(Rule rule) -> {
                    json.writeStringField("route", "direct");
                    writeRule(rule);
                }
                case ServerWay.Local _, ServerWay.Nowhere _ -> {}
            }
            json.writeEndObject();
        }
        json.writeEndArray();
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

    private void writeRule(Rule rule) throws IOException {
        json.writeObjectFieldStart("rule");
        writeFields(rule, rule.line());
        json.writeEndObject();
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
            writeFields(step.rule(), step.origin().line());
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
            writeFields(owner.rule(), owner.origin().line());
        } else {
            json.writeStringField("kind", label(step.asked()));
            json.writeStringField("text", text(step.asked()));
        }
    }

    private static String text(NameBasis basis) {
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

    private void writeFields(Rule rule, int line) throws IOException {
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
