package io.tsocks.validator;

import io.tsocks.engine.Resolver;
import io.tsocks.engine.analysis.Question;
import io.tsocks.engine.analysis.QuestionSyntaxException;
import io.tsocks.views.ChartedConf;
import io.tsocks.views.SearchReport;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `tsocks-route find`: a destination with a route, or the proof that there is none.
final class FindCommand implements Command {

    private final Resolver resolver;

    /// @param resolver is asked for the addresses of servers, with `--resolve`
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
                        .description("Show all such destinations, as networks, names and ports.")
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
                                        + " refused, via SERVER, via any, resolved (a name whose"
                                        + " address decides) or any; ADDRESSES are networks,"
                                        + " addresses, ranges and host patterns such as"
                                        + " .lan, separated by commas, names (all"
                                        + " host names) or any; PORTS are like 80,8000-8999, or"
                                        + " any.")
                        .build());
        spec.usageMessage()
                .header("Find a destination with a route, or prove that there is none.", "")
                .customSynopsis("tsocks-route find [-aj] [--resolve] [-f FILE] QUESTION")
                .description(
                        "",
                        "Finds the lowest destination with the route, an address or else a host"
                                + " name, or proves that there is none.",
                        "")
                .footer(
                        "",
                        "Examples:",
                        "  tsocks-route find 'direct to 10.0.0.0/8'",
                        "  tsocks-route find 'via 10.1.7.25 to any port 443'",
                        "  tsocks-route find --all 'refused to 2000::/3'",
                        "  tsocks-route find 'via any to .corp.example'",
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
                new ChartReader(context, Options.input(arguments), asked)
                        .readExact(Options.file(arguments, context));
        SearchReport report =
                arguments.hasMatchedOption("--all")
                        ? SearchReport.ofAll(conf, text, question)
                        : SearchReport.ofFirst(conf, text, question);
        if (Options.json(arguments)) {
            report.writeJson(context.out());
        } else {
            report.print(context.out());
        }
        return report.isFound() ? ExitCode.CLEAN : ExitCode.FINDINGS;
    }

    private static Question question(String text) throws UsageException {
        try {
            return Question.parse(text);
        } catch (QuestionSyntaxException e) {
            throw new UsageException(e.getMessage() + " (tsocks-route find --help shows examples)");
        }
    }
}
