package io.tsocks.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is said and done before anything is run.
class TsocksCommandTest {

    @TempDir private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(Map<String, String> environment, String... arguments) {
        return new TsocksCommand(
                        environment,
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8))
                .run(arguments);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void aPolicyWithErrorsRunsNothingAndSaysWhere() throws Exception {
        Path bad = file("bad.conf", "local = 10.0.0.1/255.0.0.0\n");
        Path mark = folder.resolve("mark");
        assertThat(run(Map.of(), "-f", bad.toString(), "touch", mark.toString())).isEqualTo(78);
        assertThat(err.toString(UTF_8))
                .startsWith(bad + ":1:9: error: ")
                .endsWith("tsocks: the command was not run because its policy has errors\n");
        assertThat(mark).doesNotExist();
    }

    @Test
    void theVariableGoesBeforeTheHomeFolderAndIsNotPassedOverWhereTheFileIsMissing()
            throws Exception {
        file(".tsocks.conf", "fallback = yes\n");
        String missing = folder.resolve("missing").toString();
        Map<String, String> environment =
                Map.of("TSOCKS_CONF_FILE", missing, "HOME", folder.toString());
        assertThat(run(environment, "true")).isEqualTo(78);
        assertThat(err.toString(UTF_8))
                .isEqualTo("tsocks: cannot read " + missing + ": there is no such file\n");
    }

    @Test
    void filesThatCannotBeWrittenAreNamedBeforeAnythingIsRun() throws Exception {
        String policy = file("good.conf", "fallback = yes\n").toString();
        Path mark = folder.resolve("mark");
        for (String option : new String[] {"--audit=/nonexistent/x", "--log=/nonexistent/x"}) {
            assertThat(run(Map.of(), "-f", policy, option, "touch", mark.toString())).isEqualTo(71);
            assertThat(err.toString(UTF_8))
                    .isEqualTo("tsocks: " + option + ": there is no such file\n");
            err.reset();
        }
        assertThat(run(Map.of(), "-f", policy, "--log=777", "touch", mark.toString()))
                .isEqualTo(71);
        assertThat(err.toString(UTF_8)).isEqualTo("tsocks: --log=777: no such open descriptor\n");
        assertThat(mark).doesNotExist();
    }

    @Test
    void aPolicyThatIsKeptElsewhereIsNotFetchedFromWhereOthersCouldReplaceIt() throws Exception {
        Path mark = folder.resolve("mark");
        Map<String, String> environment = Map.of("HOME", folder.toString());
        String[] command = {"touch", mark.toString()};
        assertThat(run(environment, "-f", "etcd://root:secret@h.example/k", command[0], command[1]))
                .isEqualTo(78);
        assertThat(err.toString(UTF_8))
                .isEqualTo(
                        "tsocks: the policy etcd://...@h.example/k: a URI is seen by others: name a"
                                + " file with ?password_file=FILE\n");
        err.reset();
        assertThat(run(environment, "-f", "http://h.example/p", command[0], command[1]))
                .isEqualTo(78);
        assertThat(err.toString(UTF_8)).contains("could replace the policy", "https", "?key=FILE");
        err.reset();
        assertThat(run(environment, "-f", "http://127.0.0.1:1/p", command[0], command[1]))
                .isEqualTo(78);
        assertThat(err.toString(UTF_8))
                .isEqualTo(
                        "tsocks: http://127.0.0.1:1/p: the connection is refused; and there is no"
                                + " copy from before\n");
        assertThat(mark).doesNotExist();
    }

    @Test
    void theOldScriptsWordsAreAnsweredWithWhatToDoInstead() {
        assertThat(run(Map.of(), "-on")).isEqualTo(64);
        assertThat(err.toString(UTF_8)).contains("tsocks COMMAND");
    }

    @Test
    void aWrongOptionIsAnsweredWithOneLineAndAPointer() {
        assertThat(run(Map.of(), "--nonsense")).isEqualTo(64);
        assertThat(err.toString(UTF_8))
                .isEqualTo("tsocks: no such option: --nonsense\nTry 'tsocks --help'.\n");
    }
}
