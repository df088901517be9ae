package io.tsocks.lsp;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsocks.engine.Decision;
import io.tsocks.engine.HostDecision;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.engine.Resolver;
import io.tsocks.net.Endpoint;
import io.tsocks.net.Span;
import io.tsocks.views.ChartedConf;
import io.tsocks.views.Counterexample;
import io.tsocks.views.Destination;
import io.tsocks.views.Expectation;
import io.tsocks.views.ExpectationReader;
import io.tsocks.views.RouteTests;
import io.tsocks.views.Words;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Answers the comments that ask or expect something of the policy: `# route of 10.1.2.3:443` and
/// `# expect 10.0.0.0/8 port 1-1023 not direct`.
record Comments(Examination text) {

    private static final Pattern COMMENT =
            Pattern.compile("(?m)^[ \\t]*#[ \\t]*(route of|expect)[ \\t]+(\\S.*?)[ \\t]*\\r?$");

    /// Writes the answers as code lenses.
    void write(JsonGenerator json) throws IOException {
        json.writeStartArray();
        Optional<PolicyEngine> engine = text.engine();
        Matcher comment = COMMENT.matcher(text.file().text());
        while (engine.isPresent() && comment.find()) {
            String words = comment.group(2);
            boolean isQuestion = comment.group(1).equals("route of");
            if (!isQuestion || words.chars().noneMatch(Character::isWhitespace)) {
                String answer = isQuestion ? route(engine.get(), words) : result(words);
                write(json, new Span(comment.start(2), comment.end(2)), answer);
            }
        }
        json.writeEndArray();
    }

    private void write(JsonGenerator json, Span span, String title) throws IOException {
        json.writeStartObject();
        json.writeFieldName("range");
        text.index().write(json, span);
        json.writeObjectFieldStart("command");
        json.writeStringField("title", title);
        json.writeStringField("command", "");
        json.writeEndObject();
        json.writeEndObject();
    }

    private static String route(PolicyEngine engine, String destination) {
        Destination to;
        try {
            to = Destination.parse(destination);
        } catch (Endpoint.MalformedException e) {
            return String.valueOf(e.getMessage());
        }
        return switch (engine.decide(to.host(), to.port())) {
            case HostDecision.Decided(Decision decision) ->
                    Words.outcome(decision.action()) + " (" + decision.rule().describe() + ")";
            case HostDecision.NeedsAddress _ -> "its address decides";
        };
    }

    private String result(String expectation) {
        List<Expectation> read;
        try {
            read = new ExpectationReader("expect").read(expectation);
        } catch (Expectation.MalformedException e) {
            return String.valueOf(e.getMessage()).replaceFirst("^expect:1: ", "");
        }
        Optional<ChartedConf> chart = text.chart();
        if (chart.isEmpty() || read.size() != 1) {
            return "nothing is expected";
        }
        return words(RouteTests.run(chart.get(), read, Resolver.none()).results().getFirst());
    }

    private static String words(RouteTests.Result result) {
        if (result.passed()) {
            return "met";
        }
        String example =
                result.counterexample()
                        .map(Counterexample::destination)
                        .map(one -> one + " is ")
                        .orElse("");
        String why = result.why().isEmpty() ? "" : "; " + result.why();
        return "not met: " + example + result.actual() + why;
    }
}
