package io.tsocks.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.engine.Resolver;
import io.tsocks.testing.RequiresProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `--output-file` writes the answer whole or not at all, and nothing but plain files.
class AnswerFileTest {

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"text", "sarif", "gitlab"})
    void theFileHasWhatStandardOutputWouldHave(String format) throws IOException {
        Path file = folder.resolve("report");
        CommandRun printed = validate("--format", format, Confs.MISTAKES);
        CommandRun run =
                validate("--format", format, "--output-file", file.toString(), Confs.MISTAKES);
        assertThat(run.out()).isEmpty();
        assertThat(file).hasContent(printed.out());
        assertThat(run.exitCode()).isEqualTo(printed.exitCode());
        assertThat(folder.toFile().list()).containsExactly("report");
    }

    @Test
    void aDifferenceAndAFixedTextGoThereToo() throws IOException {
        Path file = folder.resolve("change.md");
        CommandRun run =
                CommandRun.of(
                        new RouteCommand(Resolver.none()),
                        "diff",
                        "--format=markdown",
                        "--output-file=" + file,
                        Confs.OFFICE,
                        DiffCommandTest.CHANGED);
        assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
        assertThat(Files.readString(file)).startsWith("### 4 changes of routes between `");
        String untidy = Confs.write(folder, "server = 127.0.0.1 ", "server_type = 5");
        validate("--diff", "--output-file", file.toString(), untidy);
        assertThat(Files.readString(file)).contains("-server = 127.0.0.1 \n");
    }

    @Test
    void anOldReportIsWrittenOverAndKeepsItsMode() throws IOException {
        Path file = Files.writeString(folder.resolve("report"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        validate("--output-file", file.toString(), Confs.CLEAN);
        assertThat(file).hasContent("../../samples/ssh.conf: no findings\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aLinkIsNeitherFollowedNorReplaced() throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), "precious");
        Path link = Files.createSymbolicLink(folder.resolve("report"), victim);
        assertRefused(link.toString(), "it is a link, and not a plain file");
        assertThat(victim).hasContent("precious");
        Path dangling = Files.createSymbolicLink(folder.resolve("d"), folder.resolve("nothing"));
        assertRefused(dangling.toString(), "it is a link, and not a plain file");
        assertThat(folder.resolve("nothing")).doesNotExist();
    }

    @Test
    @RequiresProgram("mkfifo")
    void whatIsNoFileIsRefused() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        assertRefused(pipe.toString(), "it is a pipe, a socket or a device");
        assertRefused("/dev/null", "it is a pipe, a socket or a device");
        assertRefused(folder.toString(), "it is a folder");
        assertRefused(folder.resolve("no/report").toString(), "there is no such folder");
        assertRefused("a\0b", "Nul character");
    }

    @Test
    void noFileThatIsReadIsWrittenOver() throws IOException {
        String conf = Confs.write(folder, "server = 127.0.0.1", "server_type = 5");
        Path again = Files.createLink(folder.resolve("again.conf"), Path.of(conf));
        CommandRun run = validate("--output-file", again.toString(), conf);
        assertThat(run.err()).contains("which is read: name another file");
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(again).hasContent("server = 127.0.0.1\nserver_type = 5\n");
    }

    @Test
    void aCommandThatFailsLeavesTheOldAnswer() throws IOException {
        Path file = Files.writeString(folder.resolve("change.md"), "old");
        CommandRun run =
                CommandRun.of(
                        new RouteCommand(Resolver.none()),
                        "diff",
                        "--output-file",
                        file.toString(),
                        Confs.OFFICE,
                        Confs.MISTAKES);
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(file).hasContent("old");
    }

    @Test
    void anEmptyNameIsNoFolder() {
        assertRefused("", "the name of its file is empty");
    }

    private void assertRefused(String name, String reason) {
        CommandRun run = validate("--output-file", name, Confs.CLEAN);
        assertThat(run.err()).startsWith("tsocks-validate: cannot write ").contains(reason);
        assertThat(run.out()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNUSABLE);
    }

    private static CommandRun validate(String... arguments) {
        return CommandRun.of(new ValidateCommand(), arguments);
    }
}
