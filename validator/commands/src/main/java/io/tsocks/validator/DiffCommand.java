package io.tsocks.validator;

import io.tsocks.engine.Resolver;
import io.tsocks.engine.analysis.PolicyDiff;
import io.tsocks.views.ChartedConf;
import io.tsocks.views.DiffForm;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `tsocks-route diff`: every destination whose route differs between two configurations.
final class DiffCommand implements Command {

    private final Resolver resolver;

    /// @param resolver is asked for the addresses of servers, with `--resolve`
    DiffCommand(Resolver resolver) {
        this.resolver = resolver;
    }

    @Override
    public String name() {
        return "diff";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name(name());
        spec.addOption(Options.json());
        spec.addOption(
                OptionSpec.builder("--format")
                        .type(String.class)
                        .paramLabel("FORMAT")
                        .description("text (the default), json, or markdown for web pages.")
                        .build());
        spec.addOption(AnswerFile.option());
        spec.addOption(Options.resolve());
        InputOptions.addTo(spec, InputFile.POLICY);
        spec.addPositional(
                PositionalParamSpec.builder()
                        .type(String[].class)
                        .arity("0..*")
                        .paramLabel("OLD NEW")
                        .hideParamSyntax(true)
                        .description("Two configurations; one of them may be - for standard input.")
                        .build());
        spec.usageMessage()
                .header("Show every destination whose route differs between two files.", "")
                .customSynopsis("tsocks-route diff [-j] [--resolve] [OPTION...] OLD NEW")
                .description(
                        "",
                        "Shows every destination whose route changes from one configuration to"
                                + " the other, as networks, host names and ports, with the"
                                + " lines responsible. Only the meaning of the files counts, not their"
                                + " text.",
                        "")
                .footer(
                        "",
                        "Examples:",
                        "  git show HEAD:tsocks.conf | tsocks-route diff - tsocks.conf",
                        "  tsocks-route diff --format markdown old.conf tsocks.conf",
                        "",
                        "Exit status: 0 every destination has the same route, 1 some have"
                                + " another, 2 a configuration has errors.");
        return spec;
    }

    @Override
    public int run(ParseResult arguments, CommandContext context)
            throws UsageException, IOException {
        List<String> names = List.of(arguments.matchedPositionalValue(0, new String[0]));
        if (names.size() != 2) {
            throw new UsageException(
                    "diff takes two configurations, OLD and NEW, and not " + names.size());
        }
        if (names.stream().allMatch(ConfReader.STDIN::equals)) {
            throw new UsageException("the two configurations cannot both come from standard input");
        }
        DiffForm form = form(arguments);
        return AnswerFile.of(arguments)
                .take(context, names, answering -> answer(form, names, arguments, answering));
    }

    /// `--json` is short for `--format json`.
    private static DiffForm form(ParseResult arguments) throws UsageException {
        String label =
                arguments.matchedOptionValue("--format", Options.json(arguments) ? "json" : "text");
        if (Options.json(arguments) && !label.equals("json")) {
            throw new UsageException("--json and --format " + label + " contradict each other");
        }
        return DiffForm.of(label)
                .orElseThrow(
                        () ->
                                new UsageException(
                                        "there is no format '"
                                                + label
                                                + "': it is text, json or markdown"));
    }

    private int answer(
            DiffForm form, List<String> names, ParseResult arguments, CommandContext context)
            throws UsageException, IOException {
        Optional<Resolver> asked = Options.resolver(arguments, resolver);
        ChartReader reader = new ChartReader(context, Options.input(arguments), asked);
        ChartedConf old = reader.readExact(names.get(0));
        ChartedConf young = reader.readExact(names.get(1));
        PolicyDiff diff = PolicyDiff.between(old.chart(), young.chart());
        form.write(diff, old, young, context.out());
        return diff.isEmpty() ? ExitCode.CLEAN : ExitCode.FINDINGS;
    }
}
