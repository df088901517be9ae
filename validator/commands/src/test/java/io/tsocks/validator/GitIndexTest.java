package io.tsocks.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.RequiresProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RequiresProgram("git")
class GitIndexTest {

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void aPasswordThatGitTracksIsARemarkAndAnotherAWarning(int version) throws Exception {
        Path tracked = secret("a/tracked.conf");
        Path other = secret("a/tracked.conf.local");
        secret("a/tracked");
        secret("z.conf");
        git("init", "-q", ".");
        git("add", "a/tracked", "a/tracked.conf", "z.conf");
        git("update-index", "--index-version", String.valueOf(version));
        secret("b");
        git("add", "--intent-to-add", "b");

        CommandRun remark = validate("--strict", tracked.toString());
        assertThat(remark.out()).contains("info: git tracks this file");
        assertThat(remark.exitCode()).isEqualTo(ExitCode.CLEAN);
        assertThat(validate(folder.resolve("z.conf").toString()).out()).contains("info: git");
        assertThat(validate(folder.resolve("b").toString()).out()).contains("info: git");
        CommandRun warning = validate("--strict", other.toString());
        assertThat(warning.out()).contains("warning: other users can read this file");
        assertThat(warning.exitCode()).isEqualTo(ExitCode.FINDINGS);
    }

    @Test
    void aLinkedWorkTreeHasAnIndexOfItsOwn() throws Exception {
        secret("t.conf");
        git("init", "-q", "main");
        Files.move(folder.resolve("t.conf"), folder.resolve("main/t.conf"));
        git("-C", "main", "add", "t.conf");
        git("-C", "main", "commit", "-qm", "x");
        git("-C", "main", "worktree", "add", "-q", "../linked");
        Files.setPosixFilePermissions(
                folder.resolve("linked/t.conf"), PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(validate(folder.resolve("linked/t.conf").toString()).out())
                .contains("info: git tracks this file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "DIRC", "DIRC\0\0\0\2\0\0\0\1", "something else altogether"})
    void whatIsNoIndexListsNothing(String index) throws IOException {
        Path conf = secret("t.conf");
        Files.createDirectory(folder.resolve(".git"));
        Files.writeString(folder.resolve(".git/index"), index);

        assertThat(validate(conf.toString()).out()).contains("warning: other users can read");
    }

    private Path secret(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                "server = 127.0.0.1\nserver_type = 5\ndefault_user = joe\ndefault_pass = tulip\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of("git", "-c", "user.name=t", "-c", "user.email=t@example.com"));
        command.addAll(List.of(arguments));
        Process git = new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start();
        assertThat(git.waitFor()).as("%s", command).isZero();
    }

    private static CommandRun validate(String... arguments) {
        return CommandRun.of(new ValidateCommand(), arguments);
    }
}
