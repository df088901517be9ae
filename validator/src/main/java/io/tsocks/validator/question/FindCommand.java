package io.tsocks.validator.question;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsocks.engine.Resolver;
import io.tsocks.engine.analysis.PolicySearch;
import io.tsocks.engine.analysis.Question;
import io.tsocks.engine.analysis.QuestionSyntaxException;
import io.tsocks.engine.analysis.Witness;
import io.tsocks.grammar.Printable;
import io.tsocks.validator.Command;
import io.tsocks.validator.CommandContext;
import io.tsocks.validator.CommandRunner;
import io.tsocks.validator.ExitCode;
import io.tsocks.validator.InputFile;
import io.tsocks.validator.InputOptions;
import io.tsocks.validator.UsageException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `tsocks-route find`: a destination with a route, or the proof that there is none.
final class FindCommand implements Command {

    private final Resolver resolver;

    /// @param resolver who is asked for the addresses of servers, with `--resolve`
    FindCommand(Resolver resolver) {
        this.resolver = resolver;
    }

    @Override
    public String name() {
        return "find";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name(name());
        spec.addOption(Options.file());
        spec.addOption(
                CommandRunner.flag("-a", "--all")
                        .description("Show all such destinations, as networks and ports.")
                        .build());
        spec.addOption(Options.json());
        spec.addOption(Options.resolve());
        InputOptions.addTo(spec, InputFile.POLICY);
        spec.addPositional(
                PositionalParamSpec.builder()
                        .type(String[].class)
                        .arity("1..*")
                        .paramLabel("QUESTION")
                        .description(
                                "[not] OUTCOME [to ADDRESSES] [port PORTS]. OUTCOME is direct,"
                                        + " refused, via SERVER, via any or any; ADDRESSES are"
                                        + " networks, addresses and ranges, separated by commas,"
                                        + " or any; PORTS are like 80,8000-8999, or any.")
                        .build());
        spec.usageMessage()
                .header("Find a destination with a route, or prove that there is none.", "")
                .customSynopsis("tsocks-route find [-aj] [--resolve] [-f FILE] QUESTION")
                .description(
                        "",
                        "Finds the lowest destination with the route, or proves that there is"
                                + " none.",
                        "")
                .footer(
                        "",
                        "Examples:",
                        "  tsocks-route find 'direct to 10.0.0.0/8'",
                        "  tsocks-route find 'via 10.1.7.25 to any port 443'",
                        "  tsocks-route find --all 'refused to 2000::/3'",
                        "  tsocks-route find 'not direct to 10.0.0.0/8 port 1-1023'",
                        "",
                        "Exit status: 0 found, 1 proved that there is none, 2 the question or"
                                + " the configuration has an error.");
        return spec;
    }

    @Override
    public int run(ParseResult arguments, CommandContext context)
            throws UsageException, IOException {
        String text = String.join(" ", arguments.matchedPositionalValue(0, new String[0]));
        Question question = question(text);
        Optional<Resolver> asked = Options.resolver(arguments, resolver);
        ChartedConf conf =
                ChartedConf.readExact(
                        Options.file(arguments, context), Options.input(arguments), asked, context);
        boolean all = arguments.hasMatchedOption("--all");
        List<PolicySearch.Finding> findings =
                all ? PolicySearch.all(conf.chart(), question) : List.of();
        Optional<Witness> first = PolicySearch.first(conf.chart(), question);
        if (Options.json(arguments)) {
            writeJson(text, first, all ? findings : null, conf.lines(), context.out());
        } else if (first.isEmpty()) {
            context.out().println("none: no destination is " + Printable.of(text));
        } else if (all) {
            findings.forEach(finding -> print(finding, conf, context.out()));
        } else {
            print(first.get(), conf.lines(), context.out());
        }
        return first.isPresent() ? ExitCode.CLEAN : ExitCode.FINDINGS;
    }

    private static Question question(String text) throws UsageException {
        try {
            return Question.parse(text);
        } catch (QuestionSyntaxException e) {
            throw new UsageException(e.getMessage() + " (tsocks-route find --help shows examples)");
        }
    }

    private static void print(Witness witness, Lines lines, PrintStream out) {
        out.println(witness.destination() + "\t" + Printable.of(lines.route(witness)));
    }

    private static void print(PolicySearch.Finding finding, ChartedConf conf, PrintStream out) {
        out.println(
                Printable.of(Words.outcome(finding.verdict().outcome()))
                        + ": "
                        + Words.addresses(finding.where(), conf.speaksOfIp6()));
        RegionText.print(finding.where(), out);
        out.println("  because: " + Printable.of(conf.lines().of(finding.verdict().owners())));
        out.println();
    }

    private static void writeJson(
            String question,
            Optional<Witness> first,
            @org.jspecify.annotations.Nullable List<PolicySearch.Finding> all,
            Lines lines,
            PrintStream out)
            throws IOException {
        JsonGenerator json = QuestionJson.to(out);
        json.writeStartObject();
        json.writeStringField("question", question);
        json.writeBooleanField("found", first.isPresent());
        if (first.isPresent()) {
            json.writeObjectFieldStart("example");
            QuestionJson.witness(json, first.get(), lines);
            json.writeStringField("text", lines.route(first.get()));
            json.writeEndObject();
        }
        if (all != null) {
            json.writeArrayFieldStart("findings");
            for (PolicySearch.Finding finding : all) {
                json.writeStartObject();
                QuestionJson.verdict(json, finding.verdict(), lines);
                QuestionJson.territory(json, finding.where());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
        QuestionJson.end(json);
    }
}
