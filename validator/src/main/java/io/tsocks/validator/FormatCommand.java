package io.tsocks.validator;

import io.tsocks.grammar.ConfFile;
import io.tsocks.validator.lint.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
                        .description("Change nothing; name the files that would change.")
                        .build());
        spec.addPositional(ValidateCommand.files());
        spec.usageMessage()
                .customSynopsis("tsocks-validate format [--check] [FILE...]")
                .description(
                        "",
                        "Gives files the canonical layout. Comments and meaning stay as they are.",
                        "What is read from standard input is written to standard output.",
                        "")
                .footer("", "Exit status: 0 done, 1 with --check: a file would change, 2 failed.");
        return spec;
    }

    @Override
    public int run(ParseResult arguments, CommandContext context)
            throws UsageException, IOException {
        var reader = new ConfReader(context);
        boolean check = arguments.hasMatchedOption("--check");
        int exitCode = ExitCode.CLEAN;
        for (String name : reader.names(arguments.matchedPositionalValue(0, new String[0]))) {
            ConfFile file = reader.parse(name, "<stdin>");
            String laidOut = Layout.of(file);
            boolean changes = !laidOut.equals(file.text());
            if (check && changes) {
                context.out().print(file.name() + " would change\n");
                exitCode = ExitCode.FINDINGS;
            } else if (!check) {
                write(name, file, laidOut, context);
            }
        }
        return exitCode;
    }

    private static void write(String name, ConfFile file, String text, CommandContext context)
            throws IOException {
        byte[] bytes = text.getBytes(file.charset());
        if (name.equals(ConfReader.STDIN)) {
            context.out().write(bytes);
        } else if (!text.equals(file.text())) {
            Files.write(Path.of(name), bytes);
        }
    }
}
