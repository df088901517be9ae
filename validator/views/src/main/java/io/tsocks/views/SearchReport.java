package io.tsocks.views;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsocks.engine.analysis.PolicySearch;
import io.tsocks.engine.analysis.Question;
import io.tsocks.engine.analysis.Witness;
import io.tsocks.grammar.Printable;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/// What a search found, for people and programs.
///
/// @param question as it was asked
/// @param first the lowest destination; empty if the search proves that there is none
/// @param all everything, where that was asked for
public record SearchReport(
        ChartedConf conf,
        String question,
        Optional<Witness> first,
        Optional<List<PolicySearch.Finding>> all) {

    /// Searches for the lowest destination.
    ///
    /// @param text the question as it was asked
    public static SearchReport ofFirst(ChartedConf conf, String text, Question question) {
        return new SearchReport(
                conf, text, PolicySearch.first(conf.chart(), question), Optional.empty());
    }

    /// Searches for all destinations.
    ///
    /// @param text the question as it was asked
    public static SearchReport ofAll(ChartedConf conf, String text, Question question) {
        return new SearchReport(
                conf,
                text,
                PolicySearch.first(conf.chart(), question),
                Optional.of(PolicySearch.all(conf.chart(), question)));
    }

    /// Prints it for people.
    public void print(PrintStream out) {
        if (first.isEmpty()) {
            out.println("none: no destination is " + Printable.of(question));
        } else if (all.isPresent()) {
            all.get().forEach(finding -> print(finding, out));
        } else {
            Witness found = first.get();
            out.println(found.destination() + "\t" + Printable.of(Lines.route(found)));
        }
    }

    private void print(PolicySearch.Finding finding, PrintStream out) {
        out.println(
                Printable.of(Words.outcome(finding.verdict().action()))
                        + ": "
                        + Words.addresses(finding.where(), conf.speaksOfIp6()));
        RegionText.print(finding.where(), out);
        out.println("  because: " + Printable.of(Lines.of(finding.verdict().owners())));
        out.println();
    }

    /// Writes it as one object.
    public void writeJson(PrintStream out) throws IOException {
        JsonGenerator json = QuestionJson.to(out);
        json.writeStartObject();
        json.writeStringField("question", question);
        json.writeBooleanField("found", first.isPresent());
        if (first.isPresent()) {
            json.writeObjectFieldStart("example");
            QuestionJson.witness(json, first.get());
            json.writeStringField("text", Lines.route(first.get()));
            json.writeEndObject();
        }
        if (all.isPresent()) {
            json.writeArrayFieldStart("findings");
            for (PolicySearch.Finding finding : all.get()) {
                json.writeStartObject();
                QuestionJson.verdict(json, finding.verdict());
                QuestionJson.territory(json, finding.where());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
        QuestionJson.end(json);
    }
}
