package io.tsocks.validator;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// A command that has run in this process, and what it left.
record CommandRun(String commandLine, int exitCode, String out, String err) {

    /// Runs a command without input and environment.
    static CommandRun of(Command command, String... arguments) {
        return of(command, "", Map.of(), arguments);
    }

    /// Runs a command.
    static CommandRun of(
            Command command, String in, Map<String, String> environment, String... arguments) {
        return of(command, in, CommandContext.Input.OPEN, environment, arguments);
    }

    /// Runs a command whose standard input may be closed.
    static CommandRun of(
            Command command,
            String in,
            CommandContext.Input input,
            Map<String, String> environment,
            String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var context =
                new CommandContext(
                        new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, false, StandardCharsets.UTF_8),
                        new PrintStream(err, false, StandardCharsets.UTF_8),
                        environment,
                        () -> false,
                        input);
        int exitCode = CommandRunner.run(command, context, arguments);
        return new CommandRun(
                command.name() + " " + String.join(" ", arguments),
                exitCode,
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8));
    }

    /// As a person would see it, for approval.
    String transcript() {
        return "$ "
                + commandLine
                + "\n"
                + out
                + (err.isEmpty() ? "" : "--- stderr\n" + err)
                + "--- exit "
                + exitCode
                + "\n";
    }
}
