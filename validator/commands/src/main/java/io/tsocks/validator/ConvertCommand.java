package io.tsocks.validator;

import io.tsocks.convert.Conversion;
import io.tsocks.convert.SourceFormat;
import io.tsocks.convert.TargetFormat;
import io.tsocks.engine.Resolver;
import io.tsocks.views.ConversionReport;
import io.tsocks.views.LoadedConf;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `tsocks-validate convert`: a tsocks.conf from the configuration of another program, or the other
/// way round, with a report of what cannot be said.
final class ConvertCommand implements Command {

    private static final String TSOCKS = "tsocks";

    private final Resolver resolver;

    /// @param resolver is asked for the addresses of servers, with `--resolve`
    ConvertCommand(Resolver resolver) {
        this.resolver = resolver;
    }

    @Override
    public String name() {
        return "convert";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name(name());
        spec.addOption(
                format("--from", "Make a tsocks.conf of FILE: " + SourceFormat.labels() + "."));
        spec.addOption(
                format("--to", "Make this of a tsocks.conf: " + TargetFormat.labels() + "."));
        spec.addOption(Options.json());
        spec.addOption(AnswerFile.option());
        spec.addOption(
                CommandRunner.flag("--resolve")
                        .description("Look up servers given by name, and write their addresses.")
                        .build());
        InputOptions.addTo(spec, InputFile.STANDARD);
        spec.addPositional(
                PositionalParamSpec.builder()
                        .type(String[].class)
                        .arity("0..*")
                        .paramLabel("FILE")
                        .hideParamSyntax(true)
                        .description(
                                "A configuration, or - for standard input. With --to the default is"
                                        + " the file that tsocks would use.")
                        .build());
        spec.usageMessage()
                .header("Make a tsocks.conf from another program's file, or the reverse.", "")
                .customSynopsis(
                        "tsocks-validate convert --from FORMAT [OPTION...] FILE",
                        "       tsocks-validate convert --to FORMAT [OPTION...] [FILE]")
                .description(
                        "",
                        "The result goes to standard output. What cannot be said goes to standard"
                                + " error, line by line, with what was done instead. Nothing is"
                                + " guessed: when in doubt the result refuses, and does not connect"
                                + " directly.",
                        "")
                .footer(
                        "",
                        "Examples:",
                        "  tsocks-validate convert --from proxychains /etc/proxychains4.conf",
                        "  env | tsocks-validate convert --from env -",
                        "  tsocks-validate convert --to pac office.conf > office.pac",
                        "",
                        "Exit status: 0 all that the file says is said, 1 something is lost, 2 the"
                                + " usage or the file has an error.");
        return spec;
    }

    private static OptionSpec format(String name, String description) {
        return OptionSpec.builder(name)
                .type(String.class)
                .paramLabel("FORMAT")
                .description(description)
                .build();
    }

    @Override
    public int run(ParseResult arguments, CommandContext context)
            throws UsageException, IOException {
        String from = arguments.matchedOptionValue("--from", "");
        String to = arguments.matchedOptionValue("--to", "");
        if (from.isEmpty() == to.isEmpty()) {
            throw new UsageException("convert takes --from FORMAT or --to FORMAT, one of the two");
        }
        InputFile input = InputOptions.of(arguments, InputFile.STANDARD);
        ConfReader reader = new ConfReader(context, input);
        String name = name(arguments, reader, from.isEmpty());
        Converted converted =
                from.isEmpty()
                        ? to(target(to), reader.read(name), arguments, context)
                        : from(source(from), reader.parse(name, "<stdin>").text(), name, arguments);
        AnswerFile file = AnswerFile.of(arguments);
        return (converted.report().conversion().holdsSecret() ? file.forOwner() : file)
                .take(context, List.of(name), answering -> answer(converted, arguments, answering));
    }

    /// The result of a conversion.
    ///
    /// @param from the label of the original's format
    /// @param to the label of the result's format
    private record Converted(ConversionReport report, String from, String to) {}

    private static String name(ParseResult arguments, ConfReader reader, boolean mayBeLeftOut)
            throws UsageException {
        String[] names = arguments.matchedPositionalValue(0, new String[0]);
        if (names.length > 1 || (names.length == 0 && !mayBeLeftOut)) {
            throw new UsageException("convert takes one FILE, and not " + names.length);
        }
        return names.length == 0 ? reader.defaultName() : names[0];
    }

    private static SourceFormat source(String label) throws UsageException {
        return SourceFormat.of(label)
                .orElseThrow(() -> noFormat(label, "--from", SourceFormat.labels()));
    }

    private static TargetFormat target(String label) throws UsageException {
        return TargetFormat.of(label)
                .orElseThrow(() -> noFormat(label, "--to", TargetFormat.labels()));
    }

    private static UsageException noFormat(String label, String option, String labels) {
        return new UsageException(
                "there is no format '" + label + "': " + option + " is one of " + labels);
    }

    private Converted from(SourceFormat format, String text, String name, ParseResult arguments) {
        Conversion conversion = format.convert(text, Options.resolver(arguments, resolver));
        String shown = name.equals(ConfReader.STDIN) ? "<stdin>" : name;
        return new Converted(new ConversionReport(shown, conversion), format.label(), TSOCKS);
    }

    private Converted to(
            TargetFormat format, LoadedConf conf, ParseResult arguments, CommandContext context)
            throws UsageException, IOException {
        if (!conf.errors().isEmpty()) {
            new ConfReport(context.err(), context).printProblems(conf, conf.errors());
            throw new UsageException(
                    conf.file().name() + ": it has errors; correct them before it is converted");
        }
        Optional<Resolver> asked = Options.resolver(arguments, resolver);
        LoadedConf known = asked.map(conf::withServerAddresses).orElse(conf);
        Conversion conversion = format.convert(known.file(), known.policy());
        return new Converted(
                new ConversionReport(conf.file().name(), conversion), TSOCKS, format.label());
    }

    private static int answer(Converted converted, ParseResult arguments, CommandContext context)
            throws IOException {
        ConversionReport report = converted.report();
        if (Options.json(arguments)) {
            report.writeJson(converted.from(), converted.to(), context.out());
        } else {
            context.out().print(report.conversion().text());
            report.print(context.err());
        }
        return report.conversion().isWhole() ? ExitCode.CLEAN : ExitCode.FINDINGS;
    }
}
