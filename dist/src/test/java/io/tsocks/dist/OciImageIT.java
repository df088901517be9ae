package io.tsocks.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Command;
import io.tsocks.testing.Project;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.RunningProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The container image, unpacked and run without a container engine: by another user than root, in
/// name spaces of its own, and with nothing of this machine but a policy.
@RequiresProgram({"bwrap", "curl", "dpkg", "tar", "umoci"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OciImageIT {

    private static final String EPOCH = "1700000000";
    private static final Path POLICY = Project.home().resolve("samples/office.conf");

    private final Path folder = folder();
    private final Path archive = make("one");
    private final Path layout = unpack();

    private static Path folder() {
        try {
            return Files.createTempDirectory("tsocks-oci");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path make(String name) {
        try {
            Path output = Files.createDirectory(folder.resolve(name));
            Path script = Project.home().resolve("packaging/oci");
            Command.of(script.toString(), Image.HOME.toString(), "1.2.3", output.toString())
                    .with("SOURCE_DATE_EPOCH", EPOCH)
                    .run();
            return output.resolve("tsocks-1.2.3-oci.tar");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path unpack() {
        try {
            Path made = Files.createDirectory(folder.resolve("layout"));
            Command.of("tar", "-C", made.toString(), "-xf", archive.toString()).run();
            Command.of("umoci", "unpack", "--image", made + ":1.2.3", folder + "/bundle").run();
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    void remove() {
        Command.of("rm", "-rf", folder.toString()).run();
    }

    private Command inside(Path state, String... words) {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "bwrap",
                                "--ro-bind",
                                folder + "/bundle/rootfs",
                                "/",
                                "--proc",
                                "/proc",
                                "--dev",
                                "/dev",
                                "--tmpfs",
                                "/tmp",
                                "--bind",
                                state.toString(),
                                "/var/lib/tsocksd",
                                "--ro-bind",
                                POLICY.toString(),
                                "/etc/tsocks/tsocks.conf",
                                "--unshare-all",
                                "--uid",
                                "65532",
                                "--gid",
                                "65532",
                                "--clearenv",
                                "--setenv",
                                "PATH",
                                "/usr/lib/tsocks/bin",
                                "--die-with-parent"));
        all.addAll(List.of(words));
        return Command.of(all.toArray(String[]::new));
    }

    private Path state(String name) throws IOException {
        return Files.createDirectory(folder.resolve(name));
    }

    @Test
    void itSaysWhatItIsAndWhoRunsIt() throws Exception {
        String config = Files.readString(folder.resolve("bundle/config.json"));
        assertThat(config.replaceAll("\\s", ""))
                .contains("\"user\":{\"uid\":65532,\"gid\":65532}")
                .contains(
                        "\"args\":[\"tsocksd\",\"--policy\",\"/etc/tsocks/tsocks.conf\","
                                + "\"--state\",\"/var/lib/tsocksd/state\"]");
        Command.Result labels = Command.of("umoci", "stat", "--image", layout + ":1.2.3").result();
        assertThat(labels.output()).as(labels.errors()).contains("libc6", "tsocks");
    }

    @Test
    void twoOfThemAreEqual() throws Exception {
        assertThat(Files.mismatch(archive, make("two"))).isEqualTo(-1);
    }

    @Test
    void itsCommandsRunWithoutRoot() throws Exception {
        Path state = state("commands");
        String policy = "/etc/tsocks/tsocks.conf";
        assertThat(inside(state, "tsocks-route", "-f", policy, "10.1.2.3:80").run())
                .isEqualTo("via socks5://10.1.7.26:1081 (path at line 20)\n");
        assertThat(inside(state, "tsocks-validate", policy).result().status()).isZero();
        assertThat(inside(state, "tsocks", "-f", policy, "tsocks-route", "--version").run())
                .startsWith("tsocks-route ");
    }

    @Test
    void itsServiceAnswers() throws Exception {
        Path state = state("service");
        Command command =
                inside(
                        state,
                        "tsocksd",
                        "--policy",
                        "/etc/tsocks/tsocks.conf",
                        "--state",
                        "/var/lib/tsocksd/state");
        try (RunningProgram _ =
                RunningProgram.start(command, folder.resolve("log")).awaitLog("\"started\"")) {
            Command.Result answer =
                    Command.of(
                                    "curl",
                                    "-sS",
                                    "--unix-socket",
                                    state.resolve("state/api.sock").toString(),
                                    "http://localhost/v1/route?to=10.1.2.3:80")
                            .result();
            assertThat(answer.output()).as(answer.errors()).contains("socks5://10.1.7.26:1081");
        }
    }
}
