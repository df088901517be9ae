package io.tsocks.lsp;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsocks.engine.Origin;
import io.tsocks.engine.Policy;
import io.tsocks.engine.analysis.LineMeaning;
import io.tsocks.views.MeaningText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What lines do in their policy: in words, and which lines take what they list.
record Meaning(String uri, Examination text) {

    /// The most lines that a definition leads to.
    private static final int MOST = 50;

    /// Writes what is said of a line: what its statement is, and what the line does.
    ///
    /// @param line from 0
    void writeHover(JsonGenerator json, int line) throws IOException {
        List<String> paragraphs = new ArrayList<>();
        directive(line).map(Directive::documentation).ifPresent(paragraphs::add);
        Optional<Policy> policy = text.policy();
        Optional<LineMeaning> meaning = text.meaning(line);
        if (policy.isPresent() && meaning.isPresent()) {
            paragraphs.add(
                    escaped(String.join(" ", new MeaningText(policy.get()).of(meaning.get()))));
        }
        if (paragraphs.isEmpty()) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeObjectFieldStart("contents");
        json.writeStringField("kind", "markdown");
        json.writeStringField("value", String.join("\n\n", paragraphs));
        json.writeEndObject();
        json.writeEndObject();
    }

    private Optional<Directive> directive(int line) {
        String words =
                text.file()
                        .text()
                        .substring(text.index().startOf(line), text.index().endOf(line))
                        .strip();
        return Directive.named(words.split("[^a-z_]", 2)[0]);
    }

    /// The text as Markdown that shows it as it is.
    private static String escaped(String words) {
        return words.replaceAll("([\\\\`*_{}\\[\\]<>#])", "\\\\$1");
    }

    /// Writes the lines that are asked before a line and take what it lists; for a server, the path
    /// that it serves.
    ///
    /// @param line from 0
    void writeDefinition(JsonGenerator json, int line) throws IOException {
        Stream<Origin> places = text.meaning(line).stream().flatMap(Meaning::before);
        json.writeStartArray();
        for (Origin place : places.filter(one -> !one.isBuiltIn()).limit(MOST).toList()) {
            json.writeStartObject();
            json.writeStringField("uri", uri);
            json.writeFieldName("range");
            text.index().write(json, place.span());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static Stream<Origin> before(LineMeaning meaning) {
        return switch (meaning) {
            case LineMeaning.OfNetwork network ->
                    network.takers().stream().map(taker -> taker.owner().origin());
            case LineMeaning.OfNames names ->
                    names.takers().stream()
                            .flatMap(taker -> taker.owner().stream())
                            .map(owner -> owner.origin());
            case LineMeaning.OfRule _ -> Stream.empty();
            case LineMeaning.OfServer server -> Stream.of(server.rule().origin());
        };
    }
}
