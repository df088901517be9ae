package io.tsocks.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Approved;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValidateCommandTest {

    @TempDir private Path folder;

    @Test
    void aCleanFileIsSaidToBeClean() {
        CommandRun run = validate(Confs.CLEAN);
        assertThat(run.out()).isEqualTo("../../samples/ssh.conf: no findings\n");
        assertThat(run.exitCode()).isEqualTo(ExitCode.CLEAN);
    }

    @Test
    void problemsAreShownWithTheirLinesAndCounted() {
        Approved.verify("validate-mistakes.txt", validate(Confs.MISTAKES).transcript());
    }

    @Test
    void thePolicyIsPrintedAsItWasUnderstood() {
        Approved.verify("validate-print.txt", validate("--print", Confs.OFFICE).transcript());
        Approved.verify(
                "validate-print-names.txt",
                validate("--print", Confs.NAMES).transcript()
                        + validate("--print", DiffCommandTest.NAMES_CHANGED).transcript());
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
        CommandRun run = validate("/nowhere/tsocks.conf", Confs.CLEAN);
        assertThat(run.err())
                .isEqualTo(
                        "tsocks-validate: cannot read /nowhere/tsocks.conf:"
                                + " there is no such file\n");
        assertThat(run.out()).isEqualTo("../../samples/ssh.conf: no findings\n");
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNUSABLE);
    }

    @Test
    void aRunListsTenThousandFindingsAndSaysHowManyMoreThereAre() {
        String bad = "x\n".repeat(LintRun.MOST_LISTED + 7);
        CommandRun run =
                CommandRun.of(new ValidateCommand(), bad, Map.of(), "--format=concise", "-");
        assertThat(run.out()).hasLineCount(LintRun.MOST_LISTED);
        assertThat(run.err())
                .hasLineCount(1)
                .startsWith("tsocks-validate: 10,000 findings are listed, and ");
        assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
    }

    @Test
    void aFolderCannotBeRead() {
        CommandRun run = validate(folder.toString());
        assertThat(run.err())
                .isEqualTo("tsocks-validate: cannot read " + folder + ": it is a folder\n");
    }

    @Test
    void standardInputIsValidated() {
        CommandRun run = CommandRun.of(new ValidateCommand(), "serve = 127.0.0.1\n", Map.of(), "-");
        assertThat(run.out()).contains("<stdin>").contains("serve");
        assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
    }

    @Test
    void theFileNamedInTheEnvironmentIsTheDefault() {
        String conf = Confs.write(folder, "server = 127.0.0.1", "server_type = 5");
        CommandRun run =
                CommandRun.of(
                        new ValidateCommand(),
                        "",
                        Map.of("TSOCKS_CONF_FILE", conf, "HOME", "/nowhere"));
        assertThat(run.out()).isEqualTo(conf + ": no findings\n");
    }

    @Test
    void theFileInTheHomeFolderIsTheNextDefault() {
        Path home = folder.resolve("home");
        assertThat(home.toFile().mkdir()).isTrue();
        Path conf = Path.of(Confs.write(home, "server = 127.0.0.1", "server_type = 5"));
        Path hidden = home.resolve(".tsocks.conf");
        assertThat(conf.toFile().renameTo(hidden.toFile())).isTrue();
        CommandRun run = CommandRun.of(new ValidateCommand(), "", Map.of("HOME", home.toString()));
        assertThat(run.out()).isEqualTo(hidden + ": no findings\n");
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

    @Test
    void aWarningFailsOnlyWhereItIsToldTo() {
        String conf = Confs.write(folder, "local = 10.0.0.0/255.0.0.0");
        assertThat(validate(conf).exitCode()).isEqualTo(ExitCode.CLEAN);
        assertThat(validate("--strict", conf).exitCode()).isEqualTo(ExitCode.FINDINGS);
        assertThat(validate("--fail-on", "warning", conf).exitCode()).isEqualTo(ExitCode.FINDINGS);
        assertThat(validate("--strict", "--ignore", "TS308", conf).exitCode())
                .isEqualTo(ExitCode.CLEAN);
        assertThat(validate("--strict", "--select", "TS1,TS2", conf).exitCode())
                .isEqualTo(ExitCode.CLEAN);
    }

    @Test
    void extensionsAreErrorsInTheDialectOfTsocks18() {
        String conf = Confs.write(folder, "local = 10.0.0.0/8", "server=127.0.0.1");
        CommandRun run = validate("--format", "concise", "--dialect", "tsocks-1.8", conf);
        assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
        assertThat(run.out()).contains("1:17: error:", "[TS502]", "2:7: error:", "[TS501]");
    }

    @Test
    void safeFixesAreAppliedAndTheRestIsReported() throws IOException {
        Path conf = Path.of(Confs.write(folder, "local=10.0.0.0/255.0.0.0  ", "Server=127.0.0.1"));
        CommandRun run = validate("--format", "concise", "--fix", conf.toString());
        assertThat(Files.readString(conf))
                .isEqualTo("local = 10.0.0.0/255.0.0.0\nServer=127.0.0.1\n");
        assertThat(run.err()).isEqualTo(conf + ": 2 fixes applied\n");
        assertThat(run.out())
                .isEqualTo(conf + ":2:1: error: names of statements are in lower case [TS106]\n");
    }

    @Test
    void unsafeFixesAreAppliedOnDemand() throws IOException {
        Path conf = Path.of(Confs.write(folder, "server = 127.0.0.1:1080", "Server_type = 5"));
        CommandRun run = validate("--unsafe-fixes", conf.toString());
        assertThat(Files.readString(conf))
                .isEqualTo("server = 127.0.0.1\nserver_port = 1080\nserver_type = 5\n");
        assertThat(run.exitCode()).isEqualTo(ExitCode.CLEAN);
    }

    @Test
    void aDiffChangesNothing() throws IOException {
        Path conf = Path.of(Confs.write(folder, "server = 127.0.0.1 ", "server_type = 5"));
        CommandRun run = validate("--diff", conf.toString());
        assertThat(run.out())
                .endsWith(
                        "@@ -1,2 +1,2 @@\n-server = 127.0.0.1 \n+server = 127.0.0.1\n server_type = 5\n");
        assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
        assertThat(Files.readString(conf)).startsWith("server = 127.0.0.1 \n");
    }

    @Test
    void aBaselineHidesWhatItKnowsWhereverItHasMoved() throws IOException {
        Path conf = Path.of(Confs.write(folder, "server = 127.0.0.1", "bogus"));
        String baseline = folder.resolve("baseline").toString();
        validate("--write-baseline", baseline, conf.toString());
        Files.writeString(conf, "# new line\nserver = 127.0.0.1\nbogus\nbogus\n");
        CommandRun run = validate("--format", "concise", "--baseline", baseline, conf.toString());
        assertThat(run.out()).startsWith(conf + ":4:1: error").hasLineCount(1);
    }

    @Test
    void aBaselineThatIsNotThereIsSaidToBeMissing() {
        assertThat(validate("--baseline", "/nowhere/baseline", Confs.CLEAN).err())
                .contains("cannot read the baseline /nowhere/baseline", "--write-baseline");
    }

    @Test
    void standardInputCanBeGivenAName() {
        CommandRun run =
                CommandRun.of(
                        new ValidateCommand(),
                        "bogus\n",
                        Map.of(),
                        "--stdin-filename",
                        "etc/tsocks.conf",
                        "--format=concise",
                        "-");
        assertThat(run.out()).startsWith("etc/tsocks.conf:1:1: error: ");
    }

    @Test
    void aPasswordThatOthersCanReadIsReported() throws IOException {
        Path conf =
                Path.of(
                        Confs.write(
                                folder,
                                "server = 127.0.0.1",
                                "server_type = 5",
                                "default_user = joe",
                                "default_pass = tulip"));
        Files.setPosixFilePermissions(conf, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(validate(conf.toString()).out()).contains("[TS401]").doesNotContain("tulip");
        Files.setPosixFilePermissions(conf, PosixFilePermissions.fromString("rw-------"));
        assertThat(validate(conf.toString()).out()).doesNotContain("[TS401]");
    }

    @Test
    void aRuleIsExplained() {
        Approved.verify("validate-explain.txt", validate("explain", "ts301").transcript());
    }

    @Test
    void theRulesAreListed() {
        Approved.verify("validate-rules.txt", validate("rules").transcript());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--format=xml",
                "--fail-on=never",
                "--select=TS999",
                "--dialect=perl",
                "explain TS999",
                "--fix -",
                "--print --format=json x.conf",
                "--print --format=sarif x.conf",
                "--diff --format=junit x.conf",
                "--watch -"
            })
    void badUsageIsSaidInALine(String arguments) {
        CommandRun run = validate(arguments.split(" "));
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.err()).startsWith("tsocks-validate: ").hasLineCount(1);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aFileThatCannotBeWrittenIsNamedAndTheReportIsWhole() throws IOException {
        String conf = Confs.write(folder, "server = 127.0.0.1  ", "server_type = 5");
        Path link = Files.createSymbolicLink(folder.resolve("nowhere"), Path.of("/nowhere/x"));
        CommandRun run =
                validate("--write-baseline", link.toString(), "--format=json", "--fix", conf);
        assertThat(run.err())
                .contains("tsocks-validate: cannot write " + link + ": there is no such folder\n");
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.out()).endsWith("}\n").contains("\"summary\"");
    }

    @Test
    void aFixGoesThroughASymbolicLinkAndKeepsTheMode() throws IOException {
        Path conf = Path.of(Confs.write(folder, "server = 127.0.0.1  ", "server_type = 5"));
        Files.setPosixFilePermissions(conf, PosixFilePermissions.fromString("rw-r-----"));
        Path link = Files.createSymbolicLink(folder.resolve("link.conf"), conf.getFileName());
        validate("--fix", link.toString());
        assertThat(link).isSymbolicLink();
        assertThat(conf).hasContent("server = 127.0.0.1\nserver_type = 5\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(conf)))
                .isEqualTo("rw-r-----");
    }

    @Test
    void aFileThatCannotBeReadDoesNotKeepTheOthersFromBeingLaidOut() throws IOException {
        Path conf = Path.of(Confs.write(folder, "server=h"));
        CommandRun check = validate("format", "--check", "/nowhere/x", conf.toString());
        assertThat(check.out()).isEqualTo(conf + " would change\n");
        assertThat(check.err())
                .isEqualTo("tsocks-validate: cannot read /nowhere/x: there is no such file\n");
        assertThat(check.exitCode()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(validate("format", "/nowhere/x", conf.toString()).exitCode())
                .isEqualTo(ExitCode.UNUSABLE);
        assertThat(conf).hasContent("server = h\n");
    }

    @Test
    void aBaselineThatIsNoTextIsSaidToBeNone() throws IOException {
        Path baseline = Files.write(folder.resolve("b"), new byte[] {(byte) 0xff, 0});
        assertThat(validate("--baseline", baseline.toString(), Confs.CLEAN).err())
                .isEqualTo(
                        "tsocks-validate: cannot read the baseline "
                                + baseline
                                + ": it is not a text in UTF-8\n");
    }

    @Test
    void aFileIsLaidOutCanonically() throws IOException {
        Path conf = Path.of(Confs.write(folder, "", "server=h # x", "", "", "path{", "}"));
        assertThat(validate("format", "--check", conf.toString()).transcript())
                .contains(conf + " would change", "exit 1");
        assertThat(validate("format", conf.toString()).exitCode()).isEqualTo(ExitCode.CLEAN);
        assertThat(Files.readString(conf)).isEqualTo("server = h  # x\n\npath {\n}\n");
        assertThat(validate("format", "--check", conf.toString()).exitCode())
                .isEqualTo(ExitCode.CLEAN);
    }

    @Test
    void standardInputIsLaidOutOnStandardOutput() {
        CommandRun run =
                CommandRun.of(new ValidateCommand(), "server=h\r\n", Map.of(), "format", "-");
        assertThat(run.out()).isEqualTo("server = h\n");
    }

    private static CommandRun validate(String... arguments) {
        return CommandRun.of(new ValidateCommand(), arguments);
    }
}
