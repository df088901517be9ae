package io.tsocks.validator;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// What a command has around it, so that a test can run one in its own process.
///
/// @param in standard input
/// @param out for the answer and nothing else; the command's caller flushes it
/// @param err for everything else
/// @param environment the environment variables
/// @param terminal whether a person reads along, who may be given colours; asked when needed only,
///     because finding out takes time
public record CommandContext(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        BooleanSupplier terminal) {

    /// Those of this process. Text is UTF-8 whatever the locale says.
    ///
    /// @param out where standard output goes
    static CommandContext ofProcess(OutputStream out) {
        return new CommandContext(
                new FileInputStream(FileDescriptor.in),
                utf8(out),
                utf8(new FileOutputStream(FileDescriptor.err)),
                System.getenv(),
                () ->
                        Optional.ofNullable(System.console())
                                .filter(Console::isTerminal)
                                .isPresent());
    }

    /// Whether diagnostics are coloured: on a terminal, unless NO_COLOR is set (no-color.org).
    public boolean colour() {
        return environment.getOrDefault("NO_COLOR", "").isEmpty() && terminal.getAsBoolean();
    }

    private static PrintStream utf8(OutputStream bytes) {
        return new PrintStream(bytes, false, StandardCharsets.UTF_8);
    }
}
