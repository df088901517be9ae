package io.tsocks.validator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `--quiet` says findings and failures, and nothing else.
class QuietTest {

    @TempDir private Path folder;

    @Test
    void aCleanFileGivesNoOutput() {
        CommandRun run = validate("-q", Confs.CLEAN);
        assertThat(run.out() + run.err()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(ExitCode.CLEAN);
    }

    @Test
    void findingsStayWithoutTheSummary() {
        String loud = validate(Confs.MISTAKES).out();
        CommandRun run = validate("--quiet", Confs.MISTAKES);
        assertThat(loud).startsWith(run.out());
        assertThat(loud.substring(run.out().length())).hasLineCount(1).contains(": 7 errors;");
        assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
    }

    @Test
    void notesOfFixesAndBaselinesAreKeptBack() throws Exception {
        String conf = Confs.write(folder, "server = 127.0.0.1 ", "server_type = 5");
        Path baseline = folder.resolve("baseline");
        CommandRun run = validate("-q", "--fix", "--write-baseline", baseline.toString(), conf);
        assertThat(run.out() + run.err()).isEmpty();
        assertThat(Files.readString(Path.of(conf))).startsWith("server = 127.0.0.1\n");
        assertThat(baseline).exists();
    }

    @Test
    void aFailureIsStillSaid() {
        CommandRun run = validate("-q", "/nowhere/tsocks.conf");
        assertThat(run.err()).contains("there is no such file");
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNUSABLE);
    }

    @Test
    void aReportForAProgramIsTheSame() {
        assertThat(validate("-q", "--format=json", Confs.MISTAKES).out())
                .isEqualTo(validate("--format=json", Confs.MISTAKES).out());
    }

    private static CommandRun validate(String... arguments) {
        return CommandRun.of(new ValidateCommand(), arguments);
    }
}
