package io.tsocks.validator;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// The environment of a command, so that a test can run one in its own process.
///
/// @param in standard input
/// @param out for the answer and nothing else; the command's caller flushes it
/// @param err for everything else
/// @param environment the environment variables
/// @param input whether there is a standard input
/// @param colours when to colour diagnostics
/// @param terminal tells whether the output is a terminal, which may get colours; asked only when
///     needed, because finding out takes time
public record CommandContext(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        BooleanSupplier terminal,
        Input input,
        Colours colours) {

    /// A context whose diagnostics are coloured on a terminal.
    public CommandContext(
            InputStream in,
            PrintStream out,
            PrintStream err,
            Map<String, String> environment,
            BooleanSupplier terminal,
            Input input) {
        this(in, out, err, environment, terminal, input, Colours.AUTO);
    }

    /// When to colour diagnostics.
    public enum Colours {
        /// On a terminal, unless NO_COLOR is set (no-color.org).
        AUTO,
        /// Always.
        ALWAYS,
        /// Never.
        NEVER;

        /// The name that `--color` takes.
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What standard input is.
    public enum Input {
        /// The standard input that the caller gave to the process.
        OPEN,
        /// None: descriptor 0 was closed at the start, so a file of the Java virtual machine may
        /// have got its number.
        CLOSED
    }

    /// The context of this process. Text is UTF-8 whatever the locale says.
    ///
    /// @param out the standard output
    static CommandContext ofProcess(OutputStream out) {
        return new CommandContext(
                new FileInputStream(FileDescriptor.in),
                utf8(out),
                utf8(new FileOutputStream(FileDescriptor.err)),
                System.getenv(),
                () -> Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent(),
                inputOfProcess());
    }

    private static Input inputOfProcess() {
        Path descriptor = Path.of("/proc/self/fd/0");
        try {
            return Files.readSymbolicLink(descriptor)
                            .startsWith(Path.of(System.getProperty("java.home", "")).toRealPath())
                    ? Input.CLOSED
                    : Input.OPEN;
        } catch (NoSuchFileException _) {
            return Files.isDirectory(Path.of("/proc/self/fd")) ? Input.CLOSED : Input.OPEN;
        } catch (IOException | RuntimeException _) {
            // not Linux, or no /proc: reading will tell
            return Input.OPEN;
        }
    }

    /// Whether diagnostics are coloured.
    public boolean colour() {
        return switch (colours) {
            case AUTO ->
                    environment.getOrDefault("NO_COLOR", "").isEmpty() && terminal.getAsBoolean();
            case ALWAYS -> true;
            case NEVER -> false;
        };
    }

    /// The same context with other colours.
    CommandContext with(Colours other) {
        return new CommandContext(in, out, err, environment, terminal, input, other);
    }

    /// The same context with an answer that goes to a stream, which is not a terminal.
    CommandContext answeringTo(OutputStream bytes) {
        return new CommandContext(in, utf8(bytes), err, environment, () -> false, input, colours);
    }

    private static PrintStream utf8(OutputStream bytes) {
        return new PrintStream(bytes, false, StandardCharsets.UTF_8);
    }
}
