package io.tsocks.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Command;
import io.tsocks.testing.Project;
import io.tsocks.testing.RequiresProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// When `packaging/release` makes no release.
@RequiresProgram({"bash", "git"})
class ReleaseIT {

    private static final String UNRELEASED = "# Changelog\n\n## [Unreleased]\n";

    @TempDir private Path folder;

    private GitRepository repository;

    @BeforeEach
    void makeRepository() throws Exception {
        repository = GitRepository.create(folder.resolve("tsocks"), folder.resolve("home"));
        Path script = Project.home().resolve("packaging/release");
        repository.write("packaging/release", Files.readString(script));
        repository.write("CHANGELOG.md", UNRELEASED + "\n- Something new.\n");
        repository.commit();
    }

    private void refuses(String version, String message) {
        Command.Result result =
                repository.result("sh packaging/release " + version + " ../made", Map.of());
        assertThat(result.errors()).isEqualTo("release: " + message + "\n");
        assertThat(result.status()).isEqualTo(2);
        assertThat(repository.run("git tag")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1.2", "01.2.3", "1.2.3-SNAPSHOT", "v1.2.3", "1.2.3.4"})
    void aVersionHasThreeNumbers(String version) {
        refuses(version, "a version is like 1.2.0, not '" + version + "'");
    }

    @Test
    void whatIsNotCommittedIsNotReleased() throws Exception {
        repository.write("new", "");
        refuses("1.2.3", "commit or put away what has changed in " + folder.resolve("tsocks"));
    }

    @Test
    void aReleaseIsMadeOnce() {
        repository.run("git tag v1.2.3");
        Command.Result result = repository.result("sh packaging/release 1.2.3 ../made", Map.of());
        assertThat(result.errors()).isEqualTo("release: there is a release 1.2.3 already\n");
        assertThat(folder.resolve("made")).doesNotExist();
    }

    @Test
    void aFolderThatIsThereStaysAsItIs() throws Exception {
        Files.createDirectory(folder.resolve("made"));
        refuses("1.2.3", "../made is there already, or its parent is not");
        assertThat(folder.resolve("made")).isEmptyDirectory();
    }

    @Test
    void aReleaseHasSomethingToSay() throws Exception {
        repository.write("CHANGELOG.md", UNRELEASED + "\n## [1.0.0] - 2026-01-01\n\n- Old.\n");
        repository.commit();
        refuses("1.2.3", "CHANGELOG.md says nothing below [Unreleased]");
    }
}
