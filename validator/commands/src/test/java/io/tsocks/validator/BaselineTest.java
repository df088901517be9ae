package io.tsocks.validator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A baseline hides what it knows and nothing else, however it came to be.
class BaselineTest {

    @TempDir private Path folder;

    private Path conf = Path.of("");
    private String baseline = "";

    @BeforeEach
    void write() {
        conf = Path.of(Confs.write(folder, "server = 127.0.0.1", "bogus"));
        baseline = folder.resolve("baseline").toString();
    }

    @Test
    void aBaselineMadeFromAnotherKnowsWhatThatKnew() throws IOException {
        validate("--write-baseline", baseline, conf.toString());
        Files.writeString(conf, "server = 127.0.0.1\nbogus\nother\n");
        validate("--baseline", baseline, "--write-baseline", baseline, conf.toString());
        assertThat(validate("--baseline", baseline, conf.toString()).out())
                .isEqualTo(conf + ": no findings\n");
    }

    @Test
    void aBaselineIsWrittenBesideADifferenceToo() {
        validate("--diff", "--write-baseline", baseline, conf.toString());
        assertThat(validate("--baseline", baseline, conf.toString()).out())
                .isEqualTo(conf + ": no findings\n");
    }

    @Test
    void aFileIsKnownHoweverItsNameIsTyped() throws IOException {
        Files.createDirectory(folder.resolve("x"));
        validate("--write-baseline", baseline, conf.toString());
        String detour = folder.resolve(".").resolve("x/../tsocks.conf").toString();
        assertThat(validate("--baseline", baseline, detour).out())
                .isEqualTo(detour + ": no findings\n");
        Path here = Path.of("").toAbsolutePath();
        String relative = here.relativize(conf).toString();
        assertThat(validate("--baseline", baseline, relative).out())
                .isEqualTo(relative + ": no findings\n");
    }

    @Test
    void aBaselineAndItsFileCanMoveTogether() throws IOException {
        validate("--write-baseline", baseline, conf.toString());
        Path other = Files.createDirectory(folder.resolve("other"));
        Path moved = Files.move(conf, other.resolve("tsocks.conf"));
        Path movedBaseline = Files.move(Path.of(baseline), other.resolve("baseline"));
        assertThat(validate("--baseline", movedBaseline.toString(), moved.toString()).out())
                .isEqualTo(moved + ": no findings\n");
    }

    @Test
    void aSuppressedErrorIsSaidToKeepTsocksFromStarting() throws IOException {
        Files.writeString(
                conf,
                "server = 127.0.0.1\nserver_type = 5\nbogus # tsocks-lint: disable=TS101 x\n");
        CommandRun run = validate(conf.toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.CLEAN);
        assertThat(run.err())
                .isEqualTo(
                        conf
                                + ": 1 error is suppressed, and tsocks does not start with a file"
                                + " that has errors\n");
    }

    @Test
    void writingABaselineSaysWhatItKnowsAndTheFindingsStillCount() {
        CommandRun run = validate("--write-baseline", baseline, conf.toString());
        assertThat(run.err()).matches("\\Q" + baseline + "\\E: knows [0-9]+ findings now\n");
        assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
    }

    @Test
    void anotherFileIsNoBaseline() {
        CommandRun run = validate("--baseline", conf.toString(), conf.toString());
        assertThat(run.err())
                .isEqualTo(
                        "tsocks-validate: cannot read the baseline "
                                + conf
                                + ": line 1 is not a finding, so this is not a file that"
                                + " --write-baseline wrote\n");
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNUSABLE);
    }

    @Test
    void explainWithoutAnIdSaysWhatItTakes() {
        CommandRun run = validate("explain");
        assertThat(run.err())
                .startsWith("tsocks-validate: explain takes the ids of rules, such as TS301");
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNUSABLE);
    }

    private static CommandRun validate(String... arguments) {
        return CommandRun.of(new ValidateCommand(), arguments);
    }
}
