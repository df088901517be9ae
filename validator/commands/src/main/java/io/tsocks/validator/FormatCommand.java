package io.tsocks.validator;

import io.tsocks.grammar.ConfFile;
import io.tsocks.lint.Layout;
import io.tsocks.net.Printable;
import java.io.IOException;
import java.util.Arrays;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `tsocks-validate format`: the canonical layout.
final class FormatCommand implements Command {

    @Override
    public String name() {
        return "format";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name(name());
        spec.addOption(
                CommandRunner.flag("--check")
                        .description("Change nothing, and name the files that would change.")
                        .build());
        InputOptions.addTo(spec, InputFile.STANDARD);
        spec.addPositional(ValidateCommand.files());
        spec.usageMessage()
                .header("Give files the canonical layout.", "")
                .customSynopsis("tsocks-validate format [--check] [FILE...]")
                .description(
                        "",
                        "Gives files the canonical layout. Comments and meaning stay the same.",
                        "For standard input, the result goes to standard output.",
                        "")
                .footer("", "Exit status: 0 done, 1 with --check: a file would change, 2 failed.");
        return spec;
    }

    @Override
    public int run(ParseResult arguments, CommandContext context)
            throws UsageException, IOException {
        InputFile input = InputOptions.of(arguments, InputFile.STANDARD);
        var reader = new ConfReader(context, input);
        boolean check = arguments.hasMatchedOption("--check");
        int exitCode = ExitCode.CLEAN;
        for (String name : reader.names(arguments.matchedPositionalValue(0, new String[0]))) {
            try {
                ConfFile file = reader.parse(name, "<stdin>");
                exitCode =
                        Math.max(
                                exitCode,
                                check ? check(file, context) : lay(name, file, input, context));
            } catch (UsageException e) {
                // the other files still have to be laid out
                context.err()
                        .println(
                                "tsocks-validate: " + Printable.of(String.valueOf(e.getMessage())));
                exitCode = ExitCode.UNUSABLE;
            }
        }
        return exitCode;
    }

    private static int check(ConfFile file, CommandContext context) {
        if (Layout.isCanonical(file)) {
            return ExitCode.CLEAN;
        }
        context.out().print(Printable.of(file.name()) + " would change\n");
        return ExitCode.FINDINGS;
    }

    private static int lay(String name, ConfFile file, InputFile input, CommandContext context)
            throws UsageException, IOException {
        byte[] bytes = Layout.bytes(file);
        if (name.equals(ConfReader.STDIN)) {
            context.out().write(bytes);
        } else if (!Arrays.equals(bytes, file.bytes())) {
            input.refuseToReplace(name, file.bytes());
            AtomicFile.write(name, bytes);
        }
        return ExitCode.CLEAN;
    }
}
