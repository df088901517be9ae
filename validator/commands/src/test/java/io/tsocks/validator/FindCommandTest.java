package io.tsocks.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.engine.Resolver;
import io.tsocks.testing.Approved;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindCommandTest {

    @TempDir private Path folder;

    @Test
    void theLowestDestinationIsShownOrTheProofThatThereIsNone() {
        Approved.verify(
                "find.txt",
                find("via 10.1.7.26").transcript()
                        + find("direct to 10.0.0.0/8").transcript()
                        + find("refused").transcript()
                        + find("not via any to 2000::/3").transcript()
                        + find("direct", "to", "10.0.0.0/8", "port", "22").transcript());
    }

    @Test
    void allDestinationsAreShownByOutcome() {
        Approved.verify("find-all.txt", find("--all", "not via 192.168.10.1").transcript());
    }

    @Test
    void jsonSaysTheSame() {
        Approved.verify(
                "find.json",
                find("--json", "--all", "via 10.1.7.26").out()
                        + find("--json", "refused to 10.0.0.0/8").out());
    }

    @Test
    void namesAreFoundBesideAddresses() {
        Approved.verify(
                "find-names.txt",
                names("direct to .example").transcript()
                        + names("via 10.0.0.9").transcript()
                        + names("via 10.0.0.2").transcript()
                        + names("resolved to *.cloud.example").transcript()
                        + names("refused to names").transcript()
                        + names("resolved").transcript()
                        + names("--all", "any").transcript());
    }

    @Test
    void jsonSaysTheSameOfNames() {
        Approved.verify(
                "find-names.json",
                names("--json", "--all", "not resolved to .cloud.example").out()
                        + names("--json", "resolved to names port 80").out());
    }

    /// Where the address decides for every name, that is so without a line about names.
    @Test
    void aPolicyWithoutNamesIsAskedAboutThemOnlyIfTheQuestionIsAboutThem() {
        assertThat(find("--all", "any").out()).doesNotContain("names");
        assertThat(find("resolved").out()).isEqualTo("onion:1\tresolved (no line names it)\n");
        assertThat(find("any to names").out()).isEqualTo("onion:1\tresolved (no line names it)\n");
        assertThat(find("refused to .onion").exitCode()).isEqualTo(ExitCode.CLEAN);
        assertThat(find("direct to .corp.example").exitCode()).isEqualTo(ExitCode.FINDINGS);
    }

    /// A name below `.onion` is refused because it must not be resolved, whatever a line says.
    @Test
    void noLineDecidesForANameThatMustNotBeResolved() throws IOException {
        Path conf = Files.writeString(folder.resolve("all.conf"), "local = *\n");
        CommandRun run =
                CommandRun.of(
                        new RouteCommand(Resolver.none()),
                        "find",
                        "-f",
                        conf.toString(),
                        "--all",
                        "not direct to names");
        assertThat(run.out()).contains("onion").doesNotContain("line 1");
    }

    @Test
    void whatIsNoQuestionIsExplained() {
        CommandRun run = find("directly to 10.0.0.0/8");
        assertThat(run.err())
                .isEqualTo(
                        "tsocks-route: 'directly' is not an outcome; use direct, refused,"
                                + " resolved, via SERVER, via any or any (tsocks-route find --help"
                                + " shows examples)\n");
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNUSABLE);
    }

    @Test
    void theFileMayBeNamedBeforeTheQuestion() {
        CommandRun run =
                CommandRun.of(
                        new RouteCommand(Resolver.none()),
                        "-f",
                        Confs.OFFICE,
                        "find",
                        "direct to 10.0.0.0/8");
        assertThat(run.out()).isEqualTo("10.1.7.0:1\tdirect (local at line 7)\n");
    }

    @Test
    void theHelpIsApproved() {
        Approved.verify("find-help.txt", find("--help").transcript());
    }

    private static CommandRun find(String... words) {
        return find(Confs.OFFICE, words);
    }

    private static CommandRun names(String... words) {
        return find(Confs.NAMES, words);
    }

    private static CommandRun find(String conf, String[] words) {
        String[] arguments = new String[words.length + 3];
        arguments[0] = "find";
        arguments[1] = "-f";
        arguments[2] = conf;
        System.arraycopy(words, 0, arguments, 3, words.length);
        return CommandRun.of(new RouteCommand(Resolver.none()), arguments);
    }
}
