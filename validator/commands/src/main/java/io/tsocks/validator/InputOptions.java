package io.tsocks.validator;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The options that limit what a command may read, for every command that reads files.
public final class InputOptions {

    private InputOptions() {}

    /// Adds the options to a command.
    ///
    /// @param standard the limits without these options
    public static void addTo(CommandSpec spec, InputFile standard) {
        spec.addOption(maxSize(standard));
        spec.addOption(
                CommandRunner.flag("--follow-links")
                        .description(
                                "Follow links that lead from the working folder to files outside.")
                        .build());
    }

    private static OptionSpec maxSize(InputFile standard) {
        return OptionSpec.builder("--max-size")
                .type(int.class)
                .paramLabel("MB")
                .description(
                        "Read files of at most this many megabytes (the default is "
                                + (standard.most() >> 20)
                                + ").")
                .build();
    }

    /// The limits of a command, by its options here or before the name of a subcommand.
    ///
    /// @throws UsageException if the size is malformed
    public static InputFile of(ParseResult arguments, InputFile standard) throws UsageException {
        Integer megabytes = Options.value(arguments, "--max-size", Integer.class);
        if (megabytes != null && (megabytes < 1 || megabytes > 2047)) {
            throw new UsageException("--max-size must be 1 to 2047 megabytes");
        }
        InputFile input = megabytes == null ? standard : standard.upTo(megabytes);
        return Options.isGiven(arguments, "--follow-links") ? input.followingLinks() : input;
    }
}
