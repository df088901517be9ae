package io.tsocks.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Approved;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {

    @TempDir private Path folder;

    @Test
    void aCleanFileIsSaidToBeClean() {
        CommandRun run = validate(Confs.OFFICE);
        assertThat(run.out()).isEqualTo("../samples/office.conf: no problems\n");
        assertThat(run.exitCode()).isEqualTo(ExitCode.CLEAN);
    }

    @Test
    void problemsAreShownWithTheirLinesAndCounted() {
        Approved.verify("validate-mistakes.txt", validate(Confs.MISTAKES).transcript());
    }

    @Test
    void thePolicyIsPrintedAsItWasUnderstood() {
        Approved.verify("validate-print.txt", validate("--print", Confs.OFFICE).transcript());
    }

    @Test
    void passwordsAreNeverPrinted() {
        String conf =
                Confs.write(
                        folder,
                        "server = 127.0.0.1",
                        "server_type = 5",
                        "default_user = delius",
                        "default_pass = nightingale");
        CommandRun run = validate("--print", conf);
        assertThat(run.out()).contains("user delius, password ********");
        assertThat(run.transcript()).doesNotContain("nightingale");
    }

    @Test
    void aFileThatIsNotThereIsReportedAndTheOthersAreValidated() {
        CommandRun run = validate("/nowhere/tsocks.conf", Confs.OFFICE);
        assertThat(run.err())
                .isEqualTo(
                        "tsocks-validate: cannot read /nowhere/tsocks.conf:"
                                + " there is no such file\n");
        assertThat(run.out()).isEqualTo("../samples/office.conf: no problems\n");
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNUSABLE);
    }

    @Test
    void aFolderCannotBeRead() {
        CommandRun run = validate(folder.toString());
        assertThat(run.err())
                .isEqualTo("tsocks-validate: cannot read " + folder + ": Is a directory\n");
    }

    @Test
    void standardInputIsValidated() {
        CommandRun run = CommandRun.of(new ValidateCommand(), "serve = 127.0.0.1\n", Map.of(), "-");
        assertThat(run.out()).contains("<stdin>").contains("serve");
        assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
    }

    @Test
    void theFileNamedInTheEnvironmentIsTheDefault() {
        String conf = Confs.write(folder, "fallback = yes");
        CommandRun run =
                CommandRun.of(
                        new ValidateCommand(),
                        "",
                        Map.of("TSOCKS_CONF_FILE", conf, "HOME", "/nowhere"));
        assertThat(run.out()).isEqualTo(conf + ": no problems\n");
    }

    @Test
    void theFileInTheHomeFolderIsTheNextDefault() {
        Path home = folder.resolve("home");
        assertThat(home.toFile().mkdir()).isTrue();
        Path conf = Path.of(Confs.write(home, "fallback = yes"));
        Path hidden = home.resolve(".tsocks.conf");
        assertThat(conf.toFile().renameTo(hidden.toFile())).isTrue();
        CommandRun run = CommandRun.of(new ValidateCommand(), "", Map.of("HOME", home.toString()));
        assertThat(run.out()).isEqualTo(hidden + ": no problems\n");
    }

    @Test
    void aFileNamedInTheEnvironmentHasToBeThere() {
        CommandRun run =
                CommandRun.of(
                        new ValidateCommand(), "", Map.of("TSOCKS_CONF_FILE", "/nowhere/conf"));
        assertThat(run.err())
                .isEqualTo("tsocks-validate: cannot read /nowhere/conf: there is no such file\n");
    }

    @Test
    void theHelpIsApproved() {
        Approved.verify("validate-help.txt", validate("--help").transcript());
    }

    @Test
    void theVersionIsPrinted() {
        assertThat(validate("--version").out()).matches("tsocks-validate \\d+\\.\\d+\\.\\d+.*\n");
    }

    private static CommandRun validate(String... arguments) {
        return CommandRun.of(new ValidateCommand(), arguments);
    }
}
