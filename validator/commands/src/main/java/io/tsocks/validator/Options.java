package io.tsocks.validator;

import io.tsocks.engine.Resolver;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// Options that several commands have.
final class Options {

    private Options() {}

    /// `-f FILE`
    static OptionSpec file() {
        return OptionSpec.builder("-f", "--file")
                .type(String.class)
                .paramLabel("FILE")
                .description(ConfReader.FILE_HELP)
                .build();
    }

    /// The configuration that is asked about: that of `-f`, here or before the name of the
    /// question, or the one that tsocks would use.
    ///
    /// @throws UsageException if there is none
    static String file(ParseResult arguments, CommandContext context) throws UsageException {
        String named = value(arguments, "--file", String.class);
        return named == null ? new ConfReader(context, input(arguments)).defaultName() : named;
    }

    /// What may be read.
    static InputFile input(ParseResult arguments) throws UsageException {
        return InputOptions.of(arguments, InputFile.POLICY);
    }

    /// Whether `-f` is given, here or before the name of the question.
    static boolean namesFile(ParseResult arguments) {
        return value(arguments, "--file", String.class) != null;
    }

    /// `--json`
    static OptionSpec json() {
        return CommandRunner.flag("-j", "--json").description("Print one JSON object.").build();
    }

    /// Whether `--json` is given, here or before the name of the question.
    static boolean json(ParseResult arguments) {
        return isGiven(arguments, "--json");
    }

    /// `--resolve`
    static OptionSpec resolve() {
        return CommandRunner.flag("--resolve")
                .description(
                        "Look up servers given by name, and refuse connections through those in"
                                + " no local network.")
                .build();
    }

    /// The resolver for the addresses of servers; empty without `--resolve`.
    static Optional<Resolver> resolver(ParseResult arguments, Resolver resolver) {
        return arguments.hasMatchedOption("--resolve") ? Optional.of(resolver) : Optional.empty();
    }

    /// Whether a flag is given, here or before the name of a subcommand.
    static boolean isGiven(ParseResult arguments, String flag) {
        return Boolean.TRUE.equals(value(arguments, flag, Boolean.class));
    }

    /// The value of an option, here or before the name of a subcommand; null if it is given at
    /// neither place.
    static <T> @Nullable T value(ParseResult arguments, String name, Class<T> type) {
        ParseResult outer = arguments.commandSpec().root().commandLine().getParseResult();
        @Nullable Object given =
                arguments.matchedOptionValue(
                        name, outer.<@Nullable Object>matchedOptionValue(name, null));
        return type.cast(given);
    }
}
