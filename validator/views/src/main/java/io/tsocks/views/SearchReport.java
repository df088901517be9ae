package io.tsocks.views;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsocks.engine.analysis.NameChart;
import io.tsocks.engine.analysis.NameSearch;
import io.tsocks.engine.analysis.NameWitness;
import io.tsocks.engine.analysis.PolicySearch;
import io.tsocks.engine.analysis.Question;
import io.tsocks.engine.analysis.Witness;
import io.tsocks.net.Printable;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/// The result of a search, for people and programs.
///
/// @param question the question as it was asked
/// @param address the lowest destination that is an address; empty if the search proves that there
///     is none
/// @param name the first destination that is a name; empty if the search proves that there is none,
///     or if an address was found and not all destinations were asked for
/// @param all all destinations, if they were asked for
public record SearchReport(
        ChartedConf conf,
        String question,
        Optional<Witness> address,
        Optional<NameWitness> name,
        Optional<Everything> all) {

    /// All destinations that were sought.
    ///
    /// @param names the names that were found; empty if names were not asked about
    public record Everything(
            List<PolicySearch.Finding> addresses, Optional<List<NameSearch.Finding>> names) {
        public Everything {
            addresses = List.copyOf(addresses);
            names = names.map(List::copyOf);
        }
    }

    /// Searches for the first destination.
    ///
    /// @param text the question as it was asked
    public static SearchReport ofFirst(ChartedConf conf, String text, Question question) {
        Optional<Witness> address = PolicySearch.first(conf.chart(), question);
        Optional<NameWitness> name =
                address.isPresent()
                        ? Optional.empty()
                        : names(conf, question).flatMap(Search::first);
        return new SearchReport(conf, text, address, name, Optional.empty());
    }

    /// Searches for all destinations.
    ///
    /// @param text the question as it was asked
    public static SearchReport ofAll(ChartedConf conf, String text, Question question) {
        Optional<Search> names = names(conf, question);
        return new SearchReport(
                conf,
                text,
                PolicySearch.first(conf.chart(), question),
                names.flatMap(Search::first),
                Optional.of(
                        new Everything(
                                PolicySearch.all(conf.chart(), question),
                                names.map(Search::findings))));
    }

    /// The names that were found.
    private record Search(List<NameSearch.Finding> findings) {

        Optional<NameWitness> first() {
            return findings.stream().findFirst().map(finding -> finding.verdict().example());
        }
    }

    /// Searches for names; empty if the question is not about names. If the policy has no rules for
    /// names, only a question that is about nothing else counts as one about names.
    private static Optional<Search> names(ChartedConf conf, Question question) {
        boolean asked =
                !question.names().isEmpty()
                        && (question.to().isEmpty()
                                || question.wanted() instanceof Question.Wanted.Resolved
                                || NameChart.isNeededFor(conf.chart().policy()));
        return asked
                ? Optional.of(
                        new Search(NameSearch.all(NameChart.of(conf.chart().policy()), question)))
                : Optional.empty();
    }

    /// Whether a destination was found.
    public boolean isFound() {
        return address.isPresent() || name.isPresent();
    }

    /// Prints the report for people.
    public void print(PrintStream out) {
        if (!isFound()) {
            out.println("none: no destination is " + Printable.of(question));
        } else if (all.isPresent()) {
            all.get().addresses().forEach(finding -> print(finding, out));
            all.get().names().ifPresent(names -> names.forEach(finding -> print(finding, out)));
        } else {
            address.ifPresent(found -> print(found.destination(), Lines.route(found), out));
            name.ifPresent(found -> print(found.destination(), Lines.route(found), out));
        }
    }

    private static void print(String destination, String route, PrintStream out) {
        out.println(destination + "\t" + Printable.of(route));
    }

    private void print(PolicySearch.Finding finding, PrintStream out) {
        out.println(
                Printable.of(Words.outcome(finding.verdict().action()))
                        + ": "
                        + Words.addresses(finding.where(), conf.speaksOfIp6()));
        RegionText.print(finding.where(), out);
        because(Lines.of(finding.verdict().owners()), out);
    }

    private void print(NameSearch.Finding finding, PrintStream out) {
        String outcome = Words.outcome(finding.verdict().example().decision());
        out.println(Printable.of(outcome) + ": names");
        NameText.print(finding.where(), out);
        because(Lines.of(finding.verdict()), out);
    }

    private static void because(String lines, PrintStream out) {
        out.println("  because: " + Printable.of(lines));
        out.println();
    }

    /// Writes the report as one JSON object.
    public void writeJson(PrintStream out) throws IOException {
        JsonGenerator json = QuestionJson.to(out);
        json.writeStartObject();
        json.writeStringField("question", question);
        json.writeBooleanField("found", isFound());
        if (address.isPresent()) {
            QuestionJson.example(json, address.get());
        } else if (name.isPresent()) {
            NameJson.example(json, name.get());
        }
        if (all.isPresent()) {
            write(json, all.get());
        }
        json.writeEndObject();
        QuestionJson.end(json);
    }

    private static void write(JsonGenerator json, Everything all) throws IOException {
        json.writeArrayFieldStart("findings");
        for (PolicySearch.Finding finding : all.addresses()) {
            json.writeStartObject();
            QuestionJson.verdict(json, finding.verdict());
            QuestionJson.territory(json, finding.where());
            json.writeEndObject();
        }
        json.writeEndArray();
        if (all.names().isPresent()) {
            json.writeArrayFieldStart("nameFindings");
            for (NameSearch.Finding finding : all.names().get()) {
                json.writeStartObject();
                NameJson.verdict(json, finding.verdict());
                NameJson.territory(json, finding.where());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }
}
