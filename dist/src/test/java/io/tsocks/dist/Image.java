package io.tsocks.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The image that the build has just made.
final class Image {

    static final Path HOME = Project.home().resolve("dist/target/tsocks");

    private Image() {}

    /// What a program of the image has left.
    record Outcome(int exitCode, String out, String err) {}

    /// Runs a program of the image with nothing in its environment, not even a PATH.
    static Outcome run(Path program, String... arguments) throws Exception {
        return run(Map.of(), program, arguments);
    }

    /// Runs a line of shell, which finds the arguments in `$0` and so on.
    static Outcome shell(String line, String... arguments) throws Exception {
        List<String> words = new ArrayList<>(List.of("-c", line));
        words.addAll(List.of(arguments));
        return run(
                Map.of("PATH", "/usr/bin:/bin"), Path.of("/bin/sh"), words.toArray(String[]::new));
    }

    /// Runs a program with this environment and no other.
    static Outcome run(Map<String, String> environment, Path program, String... arguments)
            throws Exception {
        Path out = Files.createTempFile("out", "");
        Path err = Files.createTempFile("err", "");
        try {
            var builder = new ProcessBuilder(program.toString());
            builder.command().addAll(List.of(arguments));
            builder.environment().clear();
            builder.environment().putAll(environment);
            builder.redirectOutput(out.toFile()).redirectError(err.toFile());
            return outcome(builder, out, err);
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static Outcome outcome(ProcessBuilder builder, Path out, Path err)
            throws IOException, InterruptedException {
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        assertThat(process.waitFor()).as("%s was killed", builder.command()).isLessThan(128);
        return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
