package io.tsocks.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.engine.Resolver;
import io.tsocks.testing.Approved;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiffCommandTest {

    /// The office with a wider building, another port for the web servers, and a new login.
    static final String CHANGED = "src/test/conf/office-changed.conf";

    static final String NAMES_CHANGED = "src/test/conf/names-changed.conf";

    @TempDir private Path folder;

    @Test
    void everyChangeIsShownWithItsNetworksAndLines() {
        Approved.verify("diff.txt", diff(Confs.OFFICE, CHANGED).transcript());
    }

    @Test
    void jsonSaysTheSame() {
        CommandRun run = diff("--json", Confs.OFFICE, CHANGED);
        Approved.verify("diff.json", run.out());
        assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
    }

    @Test
    void markdownShowsTheSameInTables() {
        CommandRun run = diff("--format", "markdown", Confs.OFFICE, CHANGED);
        Approved.verify("diff.md", run.out());
        assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
        assertThat(diff("--format=markdown", Confs.OFFICE, Confs.OFFICE).out())
                .isEqualTo(
                        "`../../samples/office.conf` and `../../samples/office.conf` route every"
                                + " destination alike.\n");
    }

    @Test
    void changesOfNamesAreShownBesideThoseOfAddresses() {
        Approved.verify("diff-names.txt", diff(Confs.NAMES, NAMES_CHANGED).transcript());
        Approved.verify("diff-names.json", diff("--json", Confs.NAMES, NAMES_CHANGED).out());
        Approved.verify(
                "diff-names.md", diff("--format=markdown", Confs.NAMES, NAMES_CHANGED).out());
    }

    @Test
    void filesThatDifferInNamesOnlyDoNotRouteAlike() {
        String plain = "server = 127.0.0.1\nserver_type = 5\nlocal = 10.0.0.0/8\n";
        CommandRun run =
                CommandRun.of(
                        new RouteCommand(Resolver.none()),
                        plain + "remote_dns = yes\n",
                        Map.of(),
                        "diff",
                        Confs.write(folder, plain),
                        "-");
        assertThat(run.out())
                .startsWith("resolved -> via socks5://127.0.0.1:1080: names\n    *, except\n")
                .doesNotContain("addresses");
        assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
        assertThat(diff(Confs.NAMES, Confs.NAMES).exitCode()).isEqualTo(ExitCode.CLEAN);
    }

    @Test
    void nothingThatAFileSaysIsMarkup() {
        String user = "a|b`c``d<img>@everyone";
        CommandRun run =
                CommandRun.of(
                        new RouteCommand(Resolver.none()),
                        login("x").replace("alice", user),
                        Map.of(),
                        "diff",
                        "--format=markdown",
                        Confs.write(folder, login("x")),
                        "-");
        assertThat(run.out())
                .contains("```via socks5://127.0.0.1:1080 as a\\|b`c``d<img>@everyone```")
                .doesNotContain("a|b");
    }

    @Test
    void markdownOfManyChangesFitsIntoASummary() {
        var many = new StringBuilder("local = 10.0.0.0/8\n");
        for (int i = 0; i < 120; i++) {
            many.append("path {\nserver = 10.0.0.").append(i + 1).append("\nserver_type = 5\n");
            for (int j = 0; j < 120; j++) {
                many.append("reaches = 20.%d.%d.0/24\n".formatted(i, 2 * j));
            }
            many.append("}\n");
        }
        CommandRun run =
                CommandRun.of(
                        new RouteCommand(Resolver.none()),
                        many.toString(),
                        Map.of(),
                        "diff",
                        "--format=markdown",
                        Confs.write(folder, "local = 10.0.0.0/8"),
                        "-");
        assertThat(run.out())
                .startsWith("### 120 changes")
                .contains("| and 20 more | |", "70 more changes are not shown here")
                .hasSizeLessThan(1 << 20);
    }

    @Test
    void aFormatIsOneOfThree() {
        assertThat(diff("--format=html", Confs.OFFICE, CHANGED).err())
                .isEqualTo(
                        "tsocks-route: there is no format 'html': it is text, json or markdown\n");
        assertThat(diff("--json", "--format=markdown", Confs.OFFICE, CHANGED).err())
                .isEqualTo("tsocks-route: --json and --format markdown contradict each other\n");
        assertThat(diff("--format=json", Confs.OFFICE, CHANGED).out())
                .isEqualTo(diff("--json", Confs.OFFICE, CHANGED).out());
    }

    @Test
    void filesThatMeanTheSameAreAlikeWhateverTheirText() {
        String one = Confs.write(folder, "local = 10.0.0.0/255.0.0.0", "server = 10.0.0.1");
        String other =
                """
                server = 10.0.0.1
                server_type = 4
                local = 10.0.0.0/255.128.0.0
                local = 10.128.0.0/255.128.0.0
                """;
        CommandRun run =
                CommandRun.of(new RouteCommand(Resolver.none()), other, Map.of(), "diff", one, "-");
        assertThat(run.out()).isEqualTo(one + " and <stdin> route every destination alike\n");
        assertThat(run.exitCode()).isEqualTo(ExitCode.CLEAN);
    }

    @Test
    void aNewPasswordIsAChangeAndIsNotShown() {
        String one = login("swordfish");
        CommandRun run =
                CommandRun.of(
                        new RouteCommand(Resolver.none()),
                        one.replace("swordfish", "hunter2"),
                        Map.of(),
                        "diff",
                        Confs.write(folder, one),
                        "-");
        assertThat(run.out())
                .startsWith(
                        "via socks5://127.0.0.1:1080 as alice -> via socks5://127.0.0.1:1080 as"
                                + " alice with another password: ")
                .doesNotContain("swordfish")
                .doesNotContain("hunter2");
        assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
    }

    @Test
    void theJsonSaysThatOnlyThePasswordDiffersAndDoesNotShowIt() {
        String old = Confs.write(folder, login("nightingale"));
        Path other = folder.resolve("other");
        assertThat(other.toFile().mkdir()).isTrue();
        CommandRun run = diff("--json", old, Confs.write(other, login("blackbird")));
        assertThat(run.out())
                .contains("\"passwordOnly\" : true")
                .doesNotContain("nightingale", "blackbird");
        assertThat(diff("--json", Confs.OFFICE, CHANGED).out()).doesNotContain("passwordOnly");
    }

    private static String login(String password) {
        return "server = 127.0.0.1\nserver_type = 5\ndefault_user = alice\ndefault_pass = "
                + password
                + "\n";
    }

    @Test
    void aFileWithErrorsIsNotCompared() {
        Approved.verify("diff-mistakes.txt", diff(Confs.OFFICE, Confs.MISTAKES).transcript());
    }

    @Test
    void aMaskWithTooManyHolesIsNotComparedInexactly() {
        String odd =
                Confs.write(
                        folder, "path {", "server = 127.0.0.1", "reaches = 0.0.0.1/0.0.0.255", "}");
        CommandRun run = diff(odd, Confs.OFFICE);
        assertThat(run.err())
                .isEqualTo(
                        "tsocks-route: "
                                + odd
                                + ": an exact answer would take too long, because the mask of"
                                + " 0.0.0.1/0.0.0.255 (reaches at line 3) has too many runs"
                                + " of addresses\n");
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNUSABLE);
    }

    @Test
    void badUsageIsOneLine() {
        assertThat(diff("-", "-").err())
                .isEqualTo(
                        "tsocks-route: the two configurations cannot both come from standard"
                                + " input\n");
        assertThat(diff("one.conf").exitCode()).isEqualTo(ExitCode.UNUSABLE);
    }

    @Test
    void anOptionBeforeTheNameOfTheQuestionIsReadOrRefused() {
        CommandRun file =
                CommandRun.of(
                        new RouteCommand(Resolver.none()),
                        "-f",
                        "a",
                        "diff",
                        Confs.OFFICE,
                        CHANGED);
        assertThat(file.err()).isEqualTo("tsocks-route: diff has no option --file\n");
        assertThat(file.exitCode()).isEqualTo(ExitCode.UNUSABLE);
        CommandRun json =
                CommandRun.of(
                        new RouteCommand(Resolver.none()), "--json", "diff", Confs.OFFICE, CHANGED);
        assertThat(json.out()).startsWith("{");
    }

    @Test
    void theHelpIsApproved() {
        Approved.verify("diff-help.txt", diff("--help").transcript());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void diffTakesTwoConfigurations(int count) {
        String[] names = new String[count + 1];
        Arrays.fill(names, "x.conf");
        names[0] = "diff";
        CommandRun run = CommandRun.of(new RouteCommand(Resolver.none()), names);
        assertThat(run.err())
                .isEqualTo(
                        "tsocks-route: diff takes two configurations, OLD and NEW, and not "
                                + count
                                + "\n");
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNUSABLE);
    }

    private static CommandRun diff(String... arguments) {
        String[] words = new String[arguments.length + 1];
        words[0] = "diff";
        System.arraycopy(arguments, 0, words, 1, arguments.length);
        return CommandRun.of(new RouteCommand(Resolver.none()), words);
    }
}
