package io.tsocks.views;

import io.tsocks.engine.Resolver;
import io.tsocks.engine.analysis.Question;
import io.tsocks.engine.analysis.QuestionSyntaxException;
import io.tsocks.fuzz.Claim;
import io.tsocks.fuzz.Input;
import io.tsocks.grammar.ConfParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The small languages beside tsocks.conf: questions (`tsocks-route find`), expectations
/// (`tsocks-route test`) and networks or destinations to answer for. Each text is understood or
/// refused with the exception that is documented for it; what is understood has an answer, the
/// first that a search finds is what it was asked for, and an answer is an expectation that is met.
public final class LanguagesFuzz {

    private static final ChartedConf CONF =
            ChartedConf.of(
                    LoadedConf.of(
                            ConfParser.parseText(
                                    "t.conf",
                                    """
                                    local = 10.0.0.0/8
                                    local = .corp.example
                                    path {
                                        reaches = 150.0.0.0:80-90/255.255.0.0
                                        reaches = 2001:db8::/32
                                        server = 10.1.2.3
                                    }
                                    path {
                                        reaches = 151.0.0.0/255.255.0.0
                                        server = socks5://10.0.0.7
                                        server = http://10.0.0.8:3128
                                    }
                                    server = 10.0.0.1
                                    server_type = 4
                                    """)));

    private LanguagesFuzz() {}

    /// Tries one input.
    ///
    /// @param bytes `q` and a question, or `e` and expectations
    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        Input input = new Input(bytes);
        int language = input.octet();
        String text = new String(input.rest(), StandardCharsets.UTF_8);
        if (language == 'q') {
            question(text);
        } else {
            expectations(text);
        }
    }

    private static void question(String text) throws IOException {
        Question question;
        try {
            question = Question.parse(text);
        } catch (QuestionSyntaxException e) {
            return;
        }
        SearchReport report = SearchReport.ofAll(CONF, text, question);
        report.print(nowhere());
        report.writeJson(nowhere());
        SearchReport.Everything all = report.all().orElseThrow();
        Claim.equal(
                report.isFound(),
                !all.addresses().isEmpty() || !all.names().orElse(List.of()).isEmpty(),
                "whether there is any");
        report.address()
                .ifPresent(
                        found ->
                                Claim.holds(
                                        question.seeks(found.decision().action()),
                                        () -> text + " finds " + found.decision()));
        report.name()
                .ifPresent(
                        found ->
                                Claim.holds(
                                        question.seeks(found.decision()),
                                        () -> text + " finds " + found));
    }

    private static void expectations(String text) throws IOException {
        List<Expectation> expectations;
        try {
            expectations = new ExpectationReader("t.tsv").read(text);
        } catch (Expectation.MalformedException e) {
            return;
        }
        RouteTests.Outcome outcome = RouteTests.run(CONF, expectations, Resolver.none());
        Claim.equal(expectations.size(), outcome.results().size(), "results");
        outcome.results().forEach(LanguagesFuzz::isRefuted);
        TestReport report = new TestReport(CONF, "t.tsv", outcome, 0);
        report.print(nowhere());
        report.writeJson(nowhere());
        new JunitTestReport(report).text();
    }

    /// A counterexample among addresses breaks the expectation by itself, too.
    private static void isRefuted(RouteTests.Result result) {
        if (result.counterexample().orElse(null) instanceof Counterexample.OfAddress found) {
            Claim.equal(result.passed(), false, "passed with a counterexample");
            Expectation alone =
                    new Expectation(
                            "t.tsv",
                            new Subject.One(
                                    new Destination(
                                            found.destination(),
                                            found.witness().address().toString(),
                                            found.witness().port())),
                            result.expectation().expected(),
                            result.expectation().outcome(),
                            "");
            RouteTests.Outcome again = RouteTests.run(CONF, List.of(alone), Resolver.none());
            Claim.equal(again.failures().size(), 1, "failures of " + found.destination());
        }
    }

    private static PrintStream nowhere() {
        return new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
    }
}
