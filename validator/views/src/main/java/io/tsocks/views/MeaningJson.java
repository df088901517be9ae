package io.tsocks.views;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsocks.engine.Policy;
import io.tsocks.engine.analysis.LineMeaning;
import io.tsocks.engine.analysis.NameTerritory;
import io.tsocks.engine.analysis.PortSet;
import io.tsocks.net.PortRange;
import java.io.IOException;
import java.util.List;

/// Writes what lines do in their policy, for programs.
public final class MeaningJson {

    /// The most others that are listed.
    private static final int MOST = 50;

    /// The most patterns and exceptions in which names are listed.
    private static final int MOST_PATTERNS = 1000;

    private MeaningJson() {}

    /// Writes an array with an object for each line: its `line`, its `kind`, and `text`, the
    /// sentences about it. Numbers of addresses are texts, because many programs read large numbers
    /// inexactly.
    ///
    /// @param policy the policy of the lines
    public static void write(JsonGenerator json, Policy policy, List<LineMeaning> lines)
            throws IOException {
        var text = new MeaningText(policy);
        json.writeStartArray();
        for (LineMeaning line : lines) {
            json.writeStartObject();
            json.writeNumberField("line", line.origin().line());
            json.writeStringField("kind", kind(line));
            json.writeStringField("text", String.join(" ", text.of(line)));
            switch (line) {
                case LineMeaning.OfNetwork network -> network(json, network);
                case LineMeaning.OfNames names -> names(json, names);
                case LineMeaning.OfRule rule -> {
                    json.writeObjectFieldStart("ipv4");
                    QuestionJson.outcome(json, rule.ip4());
                    json.writeEndObject();
                    json.writeObjectFieldStart("ipv6");
                    QuestionJson.outcome(json, rule.ip6());
                    json.writeEndObject();
                    share(json, rule.share());
                }
                case LineMeaning.OfServer server -> {
                    json.writeStringField("uri", server.server().uri());
                    json.writeStringField("reached", Hop.words(server.way()));
                    share(json, server.share());
                }
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static String kind(LineMeaning line) {
        return switch (line) {
            case LineMeaning.OfNetwork _ -> "network";
            case LineMeaning.OfNames _ -> "names";
            case LineMeaning.OfRule _ -> "rule";
            case LineMeaning.OfServer _ -> "server";
        };
    }

    private static void network(JsonGenerator json, LineMeaning.OfNetwork network)
            throws IOException {
        QuestionJson.outcome(json, network.action());
        PortRange ports = network.owner().ports();
        QuestionJson.ports(
                json, ports.equals(PortRange.ANY) ? PortSet.ALL : new PortSet(List.of(ports)));
        json.writeStringField("covers", network.covered().toString());
        json.writeStringField("decides", network.whole().toString());
        json.writeStringField("decidesOnSomePorts", network.partly().toString());
        json.writeNumberField("takers", network.takers().size());
        json.writeArrayFieldStart("takenBy");
        for (LineMeaning.AddressTaker taker : first(network.takers())) {
            json.writeStartObject();
            QuestionJson.decider(json, taker.owner());
            json.writeStringField("addresses", taker.addresses().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void names(JsonGenerator json, LineMeaning.OfNames names) throws IOException {
        QuestionJson.outcome(json, names.action());
        json.writeBooleanField("decidesNames", names.decided().isPresent());
        if (names.decided().filter(MeaningJson::isShort).isPresent()) {
            NameJson.territory(json, names.decided().get());
        }
        json.writeNumberField("takers", names.takers().size());
        json.writeArrayFieldStart("takenBy");
        for (LineMeaning.NameTaker taker : first(names.takers())) {
            json.writeStartObject();
            if (taker.owner().isPresent()) {
                json.writeNumberField("line", taker.owner().get().origin().line());
                json.writeStringField("because", Lines.of(taker.owner().get()));
            } else {
                json.writeStringField("because", JsonAnswers.text(taker.basis()));
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static boolean isShort(NameTerritory where) {
        return where.parts().stream()
                        .flatMap(part -> part.names().stream())
                        .mapToInt(names -> 1 + names.except().size())
                        .sum()
                <= MOST_PATTERNS;
    }

    private static <T> List<T> first(List<T> takers) {
        return takers.subList(0, Math.min(MOST, takers.size()));
    }

    private static void share(JsonGenerator json, LineMeaning.RuleShare share) throws IOException {
        json.writeObjectFieldStart("addresses");
        json.writeStringField("ipv4", share.ip4().toString());
        json.writeStringField("ipv6", share.ip6().toString());
        json.writeEndObject();
        json.writeBooleanField("decidesNames", share.namesHosts());
        json.writeNumberField("lines", share.lines());
        json.writeNumberField("idleLines", share.idle());
    }
}
