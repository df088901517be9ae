package io.tsocks.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Command;
import io.tsocks.testing.Project;
import io.tsocks.testing.RequiresProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The hooks, as Debian's pre-commit runs them with the settings of docs/ci.md.
@RequiresProgram({"git", "pre-commit"})
@Timeout(300)
class PreCommitIT {

    private static final String GOOD = "local = 10.0.0.0/8\nserver = socks5://10.0.0.1\n";
    private static final String BROKEN = "local = 10.0.0.1/255.0.0.0\n";

    @TempDir private Path folder;
    private GitRepository user = new GitRepository(Path.of(""), Path.of(""));

    @BeforeEach
    void theUserHasTheHooks() throws IOException {
        GitRepository hooks = GitRepository.create(folder.resolve("hooks"), folder.resolve("home"));
        Files.copy(
                Project.home().resolve(".pre-commit-hooks.yaml"),
                hooks.folder().resolve(".pre-commit-hooks.yaml"));
        String revision = hooks.commit();
        user = GitRepository.create(folder.resolve("user"), hooks.home());
        user.write(
                ".pre-commit-config.yaml",
                ContinuousIntegrationPage.example("repos:")
                        .replaceFirst("URL .*", hooks.folder().toString())
                        .replace("REVISION", revision));
        user.write("tsocks.conf", GOOD);
        user.write("tsocks.routes.tsv", "10.0.0.0/8 direct\n1.1.1.1 via any\n10.1.1.1 direct\n");
        user.commit();
        user.run("pre-commit install");
    }

    @Test
    void aGoodChangeIsCommitted() throws IOException {
        user.write("tsocks.conf", GOOD + "# the end\n");
        Command.Result commit = commit();
        assertThat(commit.status()).as(commit.toString()).isZero();
        assertThat(commit.errors() + commit.output())
                .containsPattern("tsocks-validate\\.+Passed")
                .containsPattern("tsocks-validate format\\.+Passed")
                .containsPattern("tsocks-route test\\.+Passed");
    }

    @Test
    void everyNameOfAPolicyIsTaken() throws IOException {
        for (String name :
                new String[] {
                    "tsocks.conf",
                    ".tsocks.conf",
                    "tor-tsocks.conf",
                    "etc/site-tsocks.conf",
                    "etc/tsocks-office.conf",
                    "site.tsocks.conf",
                    "mytsocks.conf",
                    "tsocks.conf.txt"
                }) {
            user.write(name, BROKEN);
        }
        Command.Result commit = commit();
        assertThat(commit.status()).isEqualTo(1);
        // the hook of the routes says it of tsocks.conf, too
        assertThat(
                        (commit.errors() + commit.output())
                                .lines()
                                .filter(line -> line.contains("[TS116]"))
                                .map(line -> line.substring(0, line.indexOf(':')))
                                .distinct())
                .containsExactlyInAnyOrder(
                        "tsocks.conf",
                        ".tsocks.conf",
                        "tor-tsocks.conf",
                        "etc/site-tsocks.conf",
                        "etc/tsocks-office.conf",
                        "site.tsocks.conf");
    }

    @Test
    void aBadLayoutIsNotCommitted() throws IOException {
        user.write("tor-tsocks.conf", "   local=10.0.0.0/8\nserver = socks5://10.0.0.1\n");
        assertFails(commit(), "tsocks-validate format");
    }

    @Test
    void otherRoutesAreNotCommitted() throws IOException {
        user.write("tsocks.conf", GOOD.replace("10.0.0.0/8", "10.0.0.0/16"));
        Command.Result commit = commit();
        assertFails(commit, "tsocks-route test");
        assertThat(commit.errors() + commit.output()).contains("example:  10.1.0.0:1");
    }

    private Command.Result commit() {
        return user.result("git add -A && git commit -m change", Map.of());
    }

    /// One hook, and no other, fails.
    private static void assertFails(Command.Result commit, String hook) {
        assertThat(commit.status()).as(commit.toString()).isEqualTo(1);
        assertThat((commit.errors() + commit.output()).lines())
                .filteredOn(line -> line.endsWith("Failed"))
                .singleElement()
                .asString()
                .matches(hook + "\\.+Failed");
    }
}
