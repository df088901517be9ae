package io.tsocks.validator;

import io.tsocks.engine.Resolver;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `tsocks-validate`: finds and fixes mistakes in configuration files.
final class ValidateCommand implements Command {

    @Override
    public String name() {
        return "tsocks-validate";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name(name());
        ValidateOptions.addTo(spec);
        spec.addPositional(files());
        spec.usageMessage()
                .customSynopsis(
                        "tsocks-validate [OPTION...] [FILE...]",
                        "       tsocks-validate explain ID...",
                        "       tsocks-validate rules",
                        "       tsocks-validate format [--check] [FILE...]",
                        "       tsocks-validate convert --from|--to FORMAT [FILE]")
                .description("", "Finds the mistakes in configuration files of tsocks.", "")
                .footer(
                        "",
                        "Examples:",
                        "  tsocks-validate",
                        "  tsocks-validate --strict --print office.conf",
                        "  tsocks-validate --fix --diff office.conf",
                        "  tsocks-validate --format sarif --output-file findings.sarif *.conf",
                        "  generate-conf | tsocks-validate -",
                        "",
                        "Exit status: 0 no findings of the severity that --fail-on names, 1 such"
                                + " findings,",
                        "2 the usage is wrong or a file cannot be read.");
        return spec;
    }

    @Override
    public List<Command> subcommands() {
        return List.of(
                new ExplainCommand(),
                new RulesCommand(),
                new FormatCommand(),
                new ConvertCommand(Resolver.system()));
    }

    /// The parameter for the files of a command of this program.
    static PositionalParamSpec files() {
        return PositionalParamSpec.builder()
                .type(String[].class)
                .arity("0..*")
                .paramLabel("FILE")
                .description(ConfReader.FILE_HELP)
                .build();
    }

    @Override
    public int run(ParseResult arguments, CommandContext context)
            throws UsageException, IOException {
        ValidateOptions options = ValidateOptions.of(arguments);
        String[] given = arguments.matchedPositionalValue(0, new String[0]);
        Optional<String> said =
                ServerOptions.text(arguments, context.environment(), Resolver.system());
        if (said.isPresent()) {
            return lookAtOptions(options, said.get(), given, context);
        }
        var reader = new ConfReader(context, options.input());
        List<String> names = reader.names(given);
        if (options.fixes() == ValidateOptions.Fixes.APPLY && names.contains(ConfReader.STDIN)) {
            throw new UsageException("standard input cannot be changed: use --diff, or name files");
        }
        if (!options.watch()) {
            return look(options, reader, names, context);
        }
        if (names.contains(ConfReader.STDIN)) {
            throw new UsageException("standard input cannot be watched: name files");
        }
        try (Watch watch = Watch.of(names)) {
            int exitCode;
            do {
                exitCode = look(options, reader, names, context);
                // if the output is closed, nothing reads on
            } while (!context.out().checkError() && watch.awaitChange());
            return exitCode;
        }
    }

    private static int lookAtOptions(
            ValidateOptions options, String text, String[] given, CommandContext context)
            throws UsageException, IOException {
        if (given.length > 0 || options.watch() || options.fixes() == ValidateOptions.Fixes.APPLY) {
            throw new UsageException(
                    "-s and --env say the policy: there is no file to read, watch or change");
        }
        var reader = new ConfReader(context, options.input()).withOptions(text);
        return look(options, reader, reader.names(given), context);
    }

    private static int look(
            ValidateOptions options, ConfReader reader, List<String> names, CommandContext context)
            throws UsageException, IOException {
        return options.answer()
                .take(
                        context,
                        names,
                        answering -> new LintRun(options, reader, answering).of(names));
    }
}
