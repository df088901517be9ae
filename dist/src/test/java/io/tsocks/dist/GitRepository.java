package io.tsocks.dist;

import io.tsocks.testing.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// A repository of git in a folder of a test, without the settings of the user.
///
/// @param home the home directory of the programs that are run in it
record GitRepository(Path folder, Path home) {

    /// Makes an empty repository.
    static GitRepository create(Path folder, Path home) throws IOException {
        Files.createDirectories(folder);
        Files.createDirectories(home);
        Files.writeString(
                home.resolve(".gitconfig"),
                """
                [user]
                    name = Test
                    email = test@example.com
                [init]
                    defaultBranch = main
                [safe]
                    directory = *
                [protocol "file"]
                    allow = always
                """);
        GitRepository repository = new GitRepository(folder, home);
        repository.run("git init -q .");
        return repository;
    }

    /// Writes a file.
    void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /// Adds all files and commits them, without hooks.
    ///
    /// @return the revision
    String commit() {
        run("git add -A && git commit -q --no-verify --allow-empty -m change");
        return run("git rev-parse HEAD").strip();
    }

    /// Runs a line of bash, and returns what it printed.
    ///
    /// @throws IllegalStateException if it failed
    String run(String line) {
        return command(line, Map.of()).run();
    }

    /// Runs a line of bash as a build server does, and returns how it ended.
    Command.Result result(String line, Map<String, String> environment) {
        return command(line, environment).result();
    }

    private Command command(String line, Map<String, String> environment) {
        Command command =
                Command.of(
                        "env",
                        "-C",
                        folder.toString(),
                        "bash",
                        "--noprofile",
                        "--norc",
                        "-eo",
                        "pipefail",
                        "-c",
                        line);
        Command settled =
                command.with("HOME", home.toString())
                        .with("GIT_CONFIG_NOSYSTEM", "1")
                        .with("PRE_COMMIT_HOME", home.resolve("pre-commit").toString())
                        .with(
                                "PATH",
                                Image.HOME.toAbsolutePath().resolve("bin") + ":/usr/bin:/bin");
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            settled = settled.with(variable.getKey(), variable.getValue());
        }
        return settled;
    }
}
