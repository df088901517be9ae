package io.tsocks.validator;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `tsocks-validate`: what is wrong with configuration files.
final class ValidateCommand implements Command {

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("tsocks-validate");
        spec.addOption(
                CommandRunner.flag("-p", "--print")
                        .description("Show the policy as it was understood. Passwords are hidden.")
                        .build());
        spec.addPositional(
                PositionalParamSpec.builder()
                        .type(String[].class)
                        .arity("0..*")
                        .paramLabel("FILE")
                        .description(ConfReader.FILE_HELP)
                        .build());
        spec.usageMessage()
                .customSynopsis("tsocks-validate [-p] [FILE...]")
                .description("", "Says what is wrong with configuration files of tsocks.", "")
                .footer(
                        "",
                        "Examples:",
                        "  tsocks-validate",
                        "  tsocks-validate --print office.conf",
                        "  generate-conf | tsocks-validate -",
                        "",
                        "Exit status: 0 no problems, 1 problems, 2 a file cannot be read.");
        return spec;
    }

    @Override
    public int run(ParseResult arguments, CommandContext context)
            throws UsageException, IOException {
        ConfReader reader = new ConfReader(context);
        String[] given = arguments.matchedPositionalValue(0, new String[0]);
        List<String> names = given.length == 0 ? List.of(reader.defaultName()) : List.of(given);
        boolean print = arguments.hasMatchedOption("--print");
        int exitCode = ExitCode.CLEAN;
        for (String name : names) {
            exitCode = Math.max(exitCode, validate(name, reader, print, context));
        }
        return exitCode;
    }

    /// One file that cannot be read does not keep the others from being looked at.
    private static int validate(
            String name, ConfReader reader, boolean print, CommandContext context) {
        try {
            LoadedConf conf = reader.read(name);
            new ConfReport(context.out(), context).print(conf);
            if (print) {
                new PolicyPrinter(conf, context.out()).print();
            }
            return conf.problems().isEmpty() ? ExitCode.CLEAN : ExitCode.FINDINGS;
        } catch (UsageException e) {
            context.err().println("tsocks-validate: " + e.getMessage());
            return ExitCode.UNUSABLE;
        }
    }
}
