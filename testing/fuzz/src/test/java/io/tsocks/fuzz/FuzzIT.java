package io.tsocks.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A short run of the fuzzer, with the same inputs in every build.
class FuzzIT {

    private static final int MOST_SECONDS = 120;

    @ParameterizedTest
    @EnumSource
    void noInputOfAShortRunBreaksAnything(Harness harness, @TempDir Path folder)
            throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        ProcessBuilder command =
                new ProcessBuilder(
                                Project.home().resolve("testing/fuzz/run").toString(),
                                "--runs",
                                Integer.toString(harness.runs()),
                                harness.target().getSimpleName())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        command.environment().put("JAVA", System.getProperty("java.home") + "/bin/java");
        Process fuzzer = command.start();
        boolean ended = fuzzer.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
        fuzzer.descendants().forEach(ProcessHandle::destroy);
        fuzzer.destroy();
        assertThat(ended).as(() -> "%s still runs".formatted(harness)).isTrue();
        assertThat(fuzzer.exitValue()).as(Files.readString(log)).isZero();
    }
}
