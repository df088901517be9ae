package io.tsocks.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A program of the system that is run to its end.
///
/// @param words the program, by name or path, and its arguments
/// @param environment variables that are added to this process's own
/// @param input its standard input
public record Command(List<String> words, Map<String, String> environment, String input) {

    private static final int LIMIT_SECONDS = 60;

    public Command {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    /// How a program ended.
    ///
    /// @param status its exit status
    /// @param output what it wrote to standard output
    /// @param errors what it wrote to standard error
    public record Result(int status, String output, String errors) {}

    /// A program by name, found on the PATH or in /usr/sbin, and its arguments.
    public static Command of(String... words) {
        return new Command(List.of(words), Map.of(), "");
    }

    /// The same command with one more variable.
    public Command with(String name, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(name, value);
        return new Command(words, more, input);
    }

    /// The same command with this input.
    public Command reading(String text) {
        return new Command(words, environment, text);
    }

    /// Runs it, and returns what it wrote to standard output.
    ///
    /// @throws IllegalStateException if it failed, with all that it wrote
    public String run() {
        Result result = result();
        if (result.status != 0) {
            throw new IllegalStateException(
                    "%s ended with %d: %s%s"
                            .formatted(words, result.status, result.output, result.errors));
        }
        return result.output;
    }

    /// Runs it, and returns how it ended, successfully or not.
    ///
    /// @throws IllegalStateException if it did not end within a minute
    public Result result() {
        Path errors = temporaryFile();
        try {
            return run(errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Folders.delete(errors);
        }
    }

    private Result run(Path errors) throws IOException {
        Process process =
                builder().redirectError(ProcessBuilder.Redirect.to(errors.toFile())).start();
        try {
            return finish(process, errors);
        } finally {
            process.destroyForcibly();
        }
    }

    private Result finish(Process process, Path errors) throws IOException {
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(words + " did not end: " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(words + " was interrupted", e);
        }
        return new Result(process.exitValue(), output, Files.readString(errors));
    }

    /// A builder of this command's process, with the program as an absolute path. Python writes
    /// whole lines, even if this process's own environment says otherwise: in parts they would mix
    /// with what others write to the same log.
    ProcessBuilder builder() {
        List<String> absolute = new ArrayList<>(words);
        absolute.set(0, Programs.get(words.getFirst()).toString());
        ProcessBuilder builder = new ProcessBuilder(absolute);
        builder.environment().remove("PYTHONUNBUFFERED");
        builder.environment().putAll(environment);
        return builder;
    }

    private static Path temporaryFile() {
        try {
            return Files.createTempFile("tsocks-test-", ".err");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
