package io.tsocks.views;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsocks.engine.Decision;
import io.tsocks.engine.Policy;
import io.tsocks.engine.analysis.NameWitness;
import io.tsocks.engine.analysis.Witness;
import io.tsocks.net.Printable;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/// The results of expectations, for people and programs.
///
/// @param name the name of the file of expectations
/// @param least the percentage of lines that must be covered
public record TestReport(ChartedConf conf, String name, RouteTests.Outcome outcome, double least) {

    /// Whether all expectations are met and enough lines are covered.
    public boolean passed() {
        return outcome.failures().isEmpty() && isCovered();
    }

    /// Whether enough lines are covered.
    public boolean isCovered() {
        return outcome.percent() >= least;
    }

    /// `5 of 7 lines that decide something, 71.4 %`
    public String coverageText() {
        return outcome.covered()
                + " of "
                + outcome.live()
                + " lines that decide something are covered, "
                + String.format(Locale.ROOT, "%.1f %%", outcome.percent())
                + (isCovered() ? "" : ", which is under " + least + " %");
    }

    public void print(PrintStream out) {
        for (RouteTests.Result failure : outcome.failures()) {
            Expectation expectation = failure.expectation();
            out.println(
                    Printable.of(expectation.place().toString())
                            + ": "
                            + Printable.of(expectation.subject().text()));
            out.println("  expected: " + Printable.of(String.valueOf(expectation.expected())));
            out.println("  actual:   " + Printable.of(failure.actual()));
            failure.counterexample()
                    .ifPresent(
                            found ->
                                    out.println(
                                            "  example:  " + Printable.of(found.destination())));
            if (!failure.why().isEmpty()) {
                out.println("  why:      " + Printable.of(failure.why()));
            }
            if (!expectation.comment().isEmpty()) {
                out.println("  comment:  " + Printable.of(expectation.comment()));
            }
        }
        List<RouteTests.Result> all = outcome.results();
        int held = all.size() - outcome.failures().size();
        out.println(held + " of " + all.size() + " expectations are met");
        out.println(coverageText());
        if (outcome.covered() < outcome.live()) {
            out.println("not covered, each with a line that would cover it:");
        }
        outcome.names().gaps().forEach(gap -> out.println("  " + suggestion(gap)));
        outcome.addresses().gaps().forEach(gap -> out.println("  " + suggestion(gap)));
    }

    private String suggestion(NameWitness gap) {
        Decision decision = gap.decision().orUnresolved("its address decides");
        return suggestion(gap.destination(), decision, line(gap));
    }

    private String line(NameWitness gap) {
        return gap.owner().map(Lines::of).orElseGet(() -> Lines.remoteDns(policy()));
    }

    private int number(NameWitness gap) {
        return gap.owner()
                .map(owner -> owner.origin().line())
                .orElseGet(() -> Lines.remoteDnsNumber(policy()));
    }

    private Policy policy() {
        return conf.conf().policy();
    }

    private static String suggestion(Witness gap) {
        return suggestion(gap.destination(), gap.decision(), Lines.of(gap.owner()));
    }

    /// A suggested line for the file of expectations.
    private static String suggestion(String destination, Decision decision, String line) {
        return destination + "\t" + Printable.of(String.valueOf(decision.action())) + "\t# " + line;
    }

    public void writeJson(PrintStream out) throws IOException {
        JsonGenerator json = QuestionJson.to(out);
        json.writeStartObject();
        json.writeStringField("configuration", conf.name());
        json.writeStringField("expectations", name);
        json.writeBooleanField("passed", passed());
        writeResults(json);
        writeCoverage(json);
        json.writeEndObject();
        QuestionJson.end(json);
    }

    private void writeResults(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("results");
        for (RouteTests.Result result : outcome.results()) {
            writeResult(json, result);
        }
        json.writeEndArray();
    }

    private void writeCoverage(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("coverage");
        json.writeNumberField("live", outcome.live());
        json.writeNumberField("covered", outcome.covered());
        json.writeNumberField("percent", outcome.percent());
        json.writeNumberField("required", least);
        json.writeArrayFieldStart("gaps");
        for (NameWitness gap : outcome.names().gaps()) {
            json.writeStartObject();
            NameJson.outcome(json, gap.decision());
            NameJson.gap(json, gap, number(gap), line(gap));
            json.writeEndObject();
        }
        for (Witness gap : outcome.addresses().gaps()) {
            json.writeStartObject();
            QuestionJson.outcome(json, gap.decision().action());
            QuestionJson.witness(json, gap);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeResult(JsonGenerator json, RouteTests.Result result)
            throws IOException {
        Expectation expectation = result.expectation();
        json.writeStartObject();
        json.writeStringField("place", expectation.place());
        json.writeStringField("destination", expectation.subject().text());
        json.writeStringField("expected", expectation.expected());
        json.writeBooleanField("passed", result.passed());
        json.writeStringField("actual", result.actual());
        if (result.counterexample().isPresent()) {
            writeExample(json, result.counterexample().get());
        }
        if (!result.why().isEmpty()) {
            json.writeStringField("why", result.why());
        }
        if (!expectation.comment().isEmpty()) {
            json.writeStringField("comment", expectation.comment());
        }
        json.writeEndObject();
    }

    private static void writeExample(JsonGenerator json, Counterexample found) throws IOException {
        switch (found) {
            case Counterexample.OfAddress(Witness witness) -> QuestionJson.example(json, witness);
            case Counterexample.OfName(NameWitness witness, _) -> NameJson.example(json, witness);
        }
    }
}
