package io.tsocks.validator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LintSettingsTest {

    /// Two errors, TS101 and TS116, an info, TS502, and a warning of group 3.
    private static final String CONF =
            "local = 10.0.0.1/255.0.0.0\nlocal = 10.2.0.0/16\nbogus\nserver = 127.0.0.1\n";

    @TempDir private Path folder;

    @BeforeEach
    void files() throws IOException {
        for (String name : List.of("tsocks.conf", "old/tsocks.conf", "old/site-tsocks.conf")) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, CONF);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "dialect = 'extended' | TS101 TS116 TS502 | TS101 TS116 TS502 | TS101 TS116 TS502",
                "ignore = ['TS5'] | TS101 TS116 | TS101 TS116 | TS101 TS116",
                "select = ['TS1'] | TS101 TS116 | TS101 TS116 | TS101 TS116",
                "per-file-ignores.'old/*' = ['TS101', 'ts5'] | TS101 TS116 TS502 | TS116 | TS116",
                "per-file-ignores.'tsocks.conf' = ['TS1'] | TS502 | TS502 | TS101 TS116 TS502",
                "per-file-ignores.'./*.conf' = ['TS1'] | TS101 TS116 TS502 | TS101 TS116 TS502 |"
                        + " TS101 TS116 TS502",
                "per-file-ignores = {'**/site-*' = ['TS10'], '*.conf' = ['TS5']} | TS101 TS116 |"
                        + " TS101 TS116 | TS116",
            })
    void rulesAreIgnoredInTheFilesOfAPattern(String settings, String own, String old, String site) {
        assertThat(ids(settings, "tsocks.conf")).isEqualTo(own);
        assertThat(ids(settings, "old/tsocks.conf")).isEqualTo(old);
        assertThat(ids(settings, "old/site-tsocks.conf")).isEqualTo(site);
    }

    @Test
    void theFolderOfTheSettingsCountsAndNotTheWorkingFolder() {
        String settings = "per-file-ignores.'old/*' = ['TS']";
        Path here = Path.of("").toAbsolutePath();
        String detour = here.relativize(folder.resolve("old/x/../tsocks.conf")).toString();
        assertThat(run(settings, detour).out()).contains("no findings");
    }

    @Test
    void aNameOfStandardInputCountsAsThatOfAFile() {
        String settings = "per-file-ignores.'old/*' = ['TS']";
        String name = folder.resolve("old/tsocks.conf").toString();
        assertThat(run(settings, "--stdin-filename", name, "-").out()).contains("no findings");
        assertThat(run(settings, "-").out()).contains("TS101");
    }

    @Test
    void theCommandLineWinsButForSingleFiles() {
        String settings =
                "ignore = ['TS1']\ndialect = 'tsocks-1.8'\nfail-on = 'info'\n"
                        + "per-file-ignores.'old/*' = ['TS101']";
        String own = folder.resolve("tsocks.conf").toString();
        CommandRun strict = run(settings, own);
        assertThat(strict.out()).contains("error").contains("TS502").doesNotContain("TS101");
        assertThat(strict.exitCode()).isEqualTo(ExitCode.FINDINGS);
        CommandRun other = run(settings, "--ignore", "TS", own);
        assertThat(other.exitCode()).isEqualTo(ExitCode.CLEAN);
        CommandRun old = run(settings, "--ignore", "TS5", folder.resolve("old/tsocks.conf") + "");
        assertThat(old.out()).contains("TS116").doesNotContain("TS101");
    }

    @Test
    void aBaselineKnowsNothingThatIsIgnored() throws IOException {
        Path baseline = folder.resolve("baseline");
        String own = folder.resolve("tsocks.conf").toString();
        run("per-file-ignores.'*' = ['TS101']", "--write-baseline", baseline.toString(), own);
        assertThat(Files.readString(baseline)).contains("TS116").doesNotContain("TS101");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "ignore = 'TS5' | 'ignore' is a list of rules: [\"TS301\", \"TS4\"]",
                "ignore = ['TS9'] | there is no rule TS9: tsocks-validate rules lists them",
                "ingore = ['TS5'] | there is no setting 'ingore': it is select, ignore, dialect,"
                        + " fail-on or a table per-file-ignores",
                "dialect = 1.8 | dialect is a text in quotes",
                "per-file-ignores = [] | per-file-ignores is a table of patterns and lists of rules",
                "per-file-ignores.'[' = [] | '[' is not a pattern of files: Missing ']",
                "per-file-ignores.'x' = [1] | 'x' is a list of rules: [\"TS301\", \"TS4\"]",
            })
    void aMistakeIsExplained(String settings, String message) {
        CommandRun run = run(settings, folder.resolve("tsocks.conf").toString());
        assertThat(run.err())
                .startsWith("tsocks-validate: " + folder.resolve("lint.toml") + ": " + message);
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNUSABLE);
    }

    @Test
    void whatIsNoTomlIsShownByItsLine() {
        CommandRun run = run("ignore = []\nselect =", folder.resolve("tsocks.conf").toString());
        assertThat(run.err())
                .startsWith("tsocks-validate: " + folder.resolve("lint.toml") + ":2: ");
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNUSABLE);
    }

    @Test
    void settingsThatAreNamedMustExist() {
        String missing = folder.resolve("missing.toml").toString();
        CommandRun run = CommandRun.of(new ValidateCommand(), "--settings", missing, "x.conf");
        assertThat(run.err()).contains("missing.toml");
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNUSABLE);
        CommandRun both =
                CommandRun.of(
                        new ValidateCommand(), "--settings", missing, "--no-settings", "x.conf");
        assertThat(both.err()).contains("contradict each other");
    }

    private String ids(String settings, String name) {
        String concise = run(settings, "--format", "concise", folder.resolve(name) + "").out();
        return String.join(
                " ",
                Pattern.compile("TS[15]\\d\\d")
                        .matcher(concise)
                        .results()
                        .map(MatchResult::group)
                        .sorted()
                        .distinct()
                        .toList());
    }

    private CommandRun run(String settings, String... words) {
        Path file = folder.resolve("lint.toml");
        try {
            Files.writeString(file, settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> arguments = new ArrayList<>(List.of("--settings", file.toString()));
        arguments.addAll(List.of(words));
        return CommandRun.of(
                new ValidateCommand(), CONF, Map.of(), arguments.toArray(String[]::new));
    }
}
