package io.tsocks.validator;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.tsocks.testing.Approved;
import io.tsocks.testing.Project;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConvertCommandTest {

    private static final String FOREIGN = "../convert/src/test/foreign/";
    private static final String SECRET = "all_proxy=socks5h://joe:SEKRET@127.0.0.1";

    @TempDir private Path folder;

    @Test
    void theHelpIsApproved() {
        Approved.verify("convert-help.txt", convert("--help").transcript());
    }

    @Test
    void theResultIsTheOutputAndTheReportGoesToStandardError() {
        Approved.verify(
                "convert.txt",
                convert("--from", "proxychains", FOREIGN + "proxychains.conf").transcript()
                        + convert("--from", "ssh", FOREIGN + "ssh_config_forward").transcript()
                        + convert("--to", "pac", Confs.OFFICE).transcript()
                        + convert("--to", "pac", Confs.NAMES).transcript()
                        + convert("--to", "proxychains", Confs.OFFICE).transcript());
    }

    @Test
    void jsonSaysTheSame() {
        CommandRun run = convert("--json", "--from", "torsocks", FOREIGN + "torsocks.conf");
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
        Approved.verify("convert.json", run.out());
    }

    @Test
    void standardInputIsReadAndTheReportHasNoPassword() {
        CommandRun run = CommandRun.of(command(), SECRET, Map.of(), "--from", "env", "-");
        assertThat(run.exitCode()).isEqualTo(ExitCode.CLEAN);
        assertThat(run.out())
                .contains(
                        "server = socks5://127.0.0.1:1080\n",
                        "default_user = joe\ndefault_pass = SEKRET\n");
        assertThat(run.err())
                .contains("<stdin>:1:11: secret: the result holds a password\n")
                .doesNotContain("SEKRET");
    }

    @Test
    void theResultMayGoToAFile() throws IOException {
        Path file = folder.resolve("tsocks.conf");
        CommandRun run =
                CommandRun.of(
                        command(),
                        SECRET,
                        Map.of(),
                        "--from",
                        "env",
                        "--output-file",
                        file.toString(),
                        "-");
        assertThat(run.out()).isEmpty();
        assertThat(Files.readString(file)).contains("server = socks5://127.0.0.1:1080\n");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFileWithAPasswordIsForItsOwnerAlone(boolean isOld) throws IOException {
        Path file = folder.resolve("secret.conf");
        if (isOld) {
            Files.writeString(file, "");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        }
        writeTo(file, SECRET);
        assertThat(Files.readString(file)).contains("default_pass = SEKRET\n");
        assertThat(modeOf(file)).isEqualTo("rw-------");
    }

    @Test
    void aFileWithoutAPasswordKeepsItsMode() throws IOException {
        Path file = folder.resolve("tsocks.conf");
        Files.writeString(file, "");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
        writeTo(file, "all_proxy=socks5h://127.0.0.1");
        assertThat(modeOf(file)).isEqualTo("rw-rw-r--");
    }

    private void writeTo(Path file, String environment) {
        String[] words = {"--from", "env", "--output-file", file.toString(), "-"};
        CommandRun run = CommandRun.of(command(), environment, Map.of(), words);
        assertThat(run.exitCode()).isEqualTo(ExitCode.CLEAN);
    }

    private static String modeOf(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxychains proxychains.conf",
                "torsocks torsocks.conf",
                "env proxies.env",
                "ssh ssh_config",
                "dante dante.conf",
            })
    void theJsonIsWhatItsSchemaPromises(String line) throws IOException {
        String[] words = line.split(" ", -1);
        String json = convert("--json", "--from", words[0], FOREIGN + words[1]).out();
        JsonSchema schema =
                JsonSchemaFactory.getInstance(VersionFlag.V202012)
                        .getSchema(
                                Files.readString(
                                        Project.home().resolve("docs/convert.schema.json")));
        assertThat(schema.validate(json, InputFormat.JSON)).isEmpty();
        assertThat(schema.validate(json.replace("\"whole\"", "\"hole\""), InputFormat.JSON))
                .isNotEmpty();
    }

    @Test
    void aServerGivenByNameIsLookedUpOnRequestOnly() {
        String conf = Confs.write(folder, "local = 192.0.2.0/24", "server = socks5://proxy.lan");
        assertThat(convert("--to", "proxychains", conf).out()).endsWith("[ProxyList]\n");
        assertThat(convert("--to", "proxychains", "--resolve", conf).out())
                .endsWith("[ProxyList]\nsocks5 192.0.2.1 1080\n");
    }

    @Test
    void withToTheFileIsTheOneOfTsocks() {
        String conf = Confs.write(folder, "server = socks5://127.0.0.1");
        CommandRun run =
                CommandRun.of(
                        command(), "", Map.of("TSOCKS_CONF_FILE", conf), "--to", "proxychains");
        assertThat(run.exitCode()).isEqualTo(ExitCode.CLEAN);
        assertThat(run.err()).isEqualTo(conf + ": all could be said\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "convert FILE",
                "convert --from env",
                "convert --from env --to pac FILE",
                "convert --from pac FILE",
                "convert --to env FILE",
                "convert --from env FILE FILE",
                "convert --from env nosuchfile",
                "--strict convert --from env FILE",
            })
    void wrongUsageIsRefused(String line) {
        String conf = Confs.write(folder, "server = socks5://127.0.0.1");
        CommandRun run =
                CommandRun.of(new ValidateCommand(), line.replace("FILE", conf).split(" ", -1));
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("tsocks-validate: ").doesNotContain("bug");
    }

    /// What it means is not known.
    @Test
    void aFileWithErrorsIsNotConverted() {
        CommandRun run = convert("--to", "pac", Confs.MISTAKES);
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("[TS116]", "it has errors; correct them");
    }

    private static Command command() {
        return new ConvertCommand(_ -> List.of(InetAddress.ofLiteral("192.0.2.1")));
    }

    private static CommandRun convert(String... words) {
        return CommandRun.of(command(), words);
    }
}
