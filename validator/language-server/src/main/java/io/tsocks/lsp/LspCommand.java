package io.tsocks.lsp;

import io.tsocks.validator.Command;
import io.tsocks.validator.CommandContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The command `tsocks-lsp`.
final class LspCommand implements Command {

    private static final int ENDED_BY_ACCIDENT = 1;

    @Override
    public String name() {
        return "tsocks-lsp";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name(name());
        spec.addOption(
                OptionSpec.builder("--stdio")
                        .type(boolean.class)
                        .arity("0")
                        .description("Talk over standard input and output, as it always does.")
                        .build());
        spec.usageMessage()
                .header("Tell an editor what is wrong with a tsocks.conf, and what it does.", "")
                .customSynopsis("tsocks-lsp [--stdio]")
                .description(
                        "",
                        "A language server (LSP 3.17), which editors start. It looks up no name and"
                                + " writes no file.",
                        "")
                .footer(
                        "",
                        "Exit status: 0 the editor has ended it, 1 the editor has gone, 2 failed.");
        return spec;
    }

    @Override
    public int run(ParseResult arguments, CommandContext context) throws IOException {
        try {
            boolean inOrder = new LanguageServer(context.out(), rules()).serve(context.in());
            return inOrder ? 0 : ENDED_BY_ACCIDENT;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return ENDED_BY_ACCIDENT;
        }
    }

    /// The pages about rules, which the image has beside the programs.
    private static Optional<Path> rules() {
        Path folder = Path.of(System.getProperty("java.home", "")).resolve("lib/rules");
        return Files.isDirectory(folder) ? Optional.of(folder) : Optional.empty();
    }
}
