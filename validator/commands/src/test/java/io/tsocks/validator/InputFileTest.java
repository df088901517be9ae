package io.tsocks.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.engine.Resolver;
import io.tsocks.lint.report.Format;
import io.tsocks.testing.RequiresProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a repository from somewhere else can do by the kinds, sizes and names of its files.
class InputFileTest {

    private static final String UNTIDY = "server = 127.0.0.1 \nserver_type = 5\n";

    @TempDir private Path folder;

    /// A folder inside the working folder, as a name there means a file there.
    private Path here = Path.of("");

    @BeforeEach
    void makeFolder() throws IOException {
        here = Files.createTempDirectory(Path.of("target"), "input");
    }

    @AfterEach
    void removeFolder() throws IOException {
        try (var files = Files.list(here)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(here);
    }

    @Test
    @RequiresProgram("mkfifo")
    void aPipeIsNotWaitedFor() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe.conf");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        for (String option : new String[] {"--strict", "--fix"}) {
            CommandRun run = validate(option, pipe.toString());
            assertThat(run.exitCode()).isEqualTo(ExitCode.UNUSABLE);
            assertThat(run.err()).contains("it is a pipe, a socket or a device, and not a file");
        }
    }

    @Test
    void anEndlessFileIsRefused() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("zero.conf"), Path.of("/dev/zero"));
        assertThat(validate(link.toString()).err()).contains("a device, and not a file");
        assertThat(validate("/dev/zero").err()).contains("it is longer than 16 MB (--max-size");
        assertThat(validate("/dev/null").exitCode()).isNotEqualTo(ExitCode.UNUSABLE);
    }

    @Test
    void anOptionSaysHowLongAFileMayBe() throws IOException {
        Path file = Files.writeString(folder.resolve("t.conf"), UNTIDY + "#".repeat(1 << 20));
        assertThat(validate("--max-size", "1", file.toString()).err())
                .contains("it is longer than 1 MB");
        assertThat(validate("--max-size", "2", file.toString()).exitCode())
                .isEqualTo(ExitCode.CLEAN);
        assertThat(validate("--max-size", "0", file.toString()).err())
                .contains("--max-size must be 1 to 2047 megabytes");
        assertThat(route("--max-size", "1", "-f", file.toString(), "10.0.0.1").err())
                .contains("it is longer than 1 MB");
    }

    @Test
    void aPolicyThatIsAskedMayHaveAMillionNetworks() {
        assertThat(InputFile.POLICY.most()).isGreaterThan(20_000_000);
    }

    @Test
    void aLinkThatLeadsOutIsNeitherQuotedNorWritten() throws IOException {
        Path secret = Files.writeString(folder.resolve("credentials"), "KEY=wolverine \n");
        Path link = Files.createSymbolicLink(here.resolve("a.conf"), secret);
        for (String format : new String[] {"text", "sarif", "json"}) {
            CommandRun run = validate("--format", format, link.toString());
            assertThat(run.exitCode()).isEqualTo(ExitCode.UNUSABLE);
            assertThat(run.out() + run.err()).doesNotContain("wolverine");
        }
        assertThat(validate("--fix", link.toString()).err()).contains("a link leads out of this");
        assertThat(validate("format", link.toString()).err()).contains("a link leads out of this");
        assertThat(secret).hasContent("KEY=wolverine \n");
        assertThat(validate("--follow-links", link.toString()).out()).contains("TS101");
    }

    @Test
    void anAbsoluteLinkIsReadButNotWrittenOutsideItsFolder() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        Path target = Files.writeString(other.resolve("t.conf"), UNTIDY);
        Path own = Files.createDirectory(folder.resolve("own"));
        Path link = Files.createSymbolicLink(own.resolve("t.conf"), target);
        CommandRun run = validate("--fix", link.toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.err()).contains("which is left alone");
        assertThat(target).hasContent(UNTIDY);
        assertThat(validate("--fix", "--follow-links", link.toString()).exitCode())
                .isEqualTo(ExitCode.CLEAN);
        assertThat(Files.readString(target)).isEqualTo("server = 127.0.0.1\nserver_type = 5\n");
        assertThat(link).isSymbolicLink();
    }

    @Test
    void aFileThatWasChangedSinceItWasReadIsLeftAlone() throws IOException {
        Path file = Files.writeString(folder.resolve("t.conf"), UNTIDY);
        assertThatThrownBy(
                        () -> InputFile.STANDARD.refuseToReplace(file.toString(), new byte[] {1}))
                .hasMessageContaining("has been changed since it was read");
        assertThat(file).hasContent(UNTIDY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"validate", "format", "route", "find", "test"})
    void aClosedStandardInputIsSaid(String command) throws IOException {
        String conf = Files.writeString(folder.resolve("t.conf"), UNTIDY).toString();
        String[] arguments =
                switch (command) {
                    case "validate" -> new String[] {"-"};
                    case "format" -> new String[] {"format", "-"};
                    case "route" -> new String[] {"-f", conf, "-"};
                    case "find" -> new String[] {"find", "-f", "-", "direct"};
                    default -> new String[] {"test", "-f", conf, "-"};
                };
        Command tool =
                command.equals("validate") || command.equals("format")
                        ? new ValidateCommand()
                        : new RouteCommand(Resolver.none());
        CommandRun run =
                CommandRun.of(tool, "server = x", CommandContext.Input.CLOSED, Map.of(), arguments);
        assertThat(run.err()).endsWith(": cannot read standard input: it is closed\n");
        assertThat(run.out()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNUSABLE);
    }

    @Test
    void aNameIsNeitherACommandNorAScheme() throws IOException {
        Path odd = Files.createDirectory(folder.resolve("x\n::stop-commands::tok"));
        assertThat(validate(odd.toString()).err()).hasLineCount(1);
        CommandRun run =
                CommandRun.of(
                        new ValidateCommand(),
                        "bogus\n",
                        Map.of(),
                        "--format",
                        "sarif",
                        "--stdin-filename",
                        "javascript:x",
                        "-");
        assertThat(run.out()).contains("\"./javascript:x\"").doesNotContain("\"javascript:x\"");
    }

    /// Java gives such a name to the command with U+FFFD, as it gives its own arguments.
    @Test
    @RequiresProgram("sh")
    void aNameThatIsNotUtf8IsFoundReportedAndKept() throws Exception {
        make("caf\\351.conf");
        String name = folder.resolve("caf\uFFFD.conf").toString();
        for (Format format : Format.values()) {
            CommandRun run = validate("--format", format.label(), name);
            assertThat(run.exitCode()).as(format.label()).isEqualTo(ExitCode.CLEAN);
            assertThat(run.out())
                    .contains(format == Format.SARIF ? "caf%EF%BF%BD.conf" : "caf\uFFFD");
        }
        assertThat(validate("--fix", name).exitCode()).isEqualTo(ExitCode.CLEAN);
        assertThat(validate("--strict", name).out()).isEqualTo(name + ": no findings\n");
        assertThat(folder.toFile().list()).hasSize(1);
    }

    @Test
    @RequiresProgram("sh")
    void ofTwoSuchNamesThatLookAlikeNoneIsTakenForTheOther() throws Exception {
        make("caf\\351.conf");
        make("caf\\350.conf");
        CommandRun run = validate("--fix", folder.resolve("caf\uFFFD.conf").toString());
        assertThat(run.err()).contains("there is no such file");
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNUSABLE);
    }

    /// Makes a file whose name has bytes that Java cannot write.
    private void make(String name) throws IOException, InterruptedException {
        Path text = Files.writeString(here.resolve("untidy"), UNTIDY);
        Process shell =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                "cp \"$1\" \"$2/$(printf \"$3\")\"",
                                "sh",
                                text.toString(),
                                folder.toString(),
                                name)
                        .start();
        assertThat(shell.waitFor()).isZero();
    }

    private static CommandRun validate(String... arguments) {
        return CommandRun.of(new ValidateCommand(), arguments);
    }

    private static CommandRun route(String... arguments) {
        return CommandRun.of(new RouteCommand(Resolver.none()), arguments);
    }
}
