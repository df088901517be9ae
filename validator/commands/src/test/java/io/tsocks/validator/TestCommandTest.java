package io.tsocks.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.engine.Resolver;
import io.tsocks.testing.Approved;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestCommandTest {

    private static final String LINES = "src/test/conf/office-expectations.tsv";
    static final String NAMES = "src/test/conf/names-expectations.tsv";
    static final String NETWORKS = "src/test/conf/office-networks.tsv";
    static final String PATTERNS = "src/test/conf/names-patterns.tsv";
    private static final String JSON = "src/test/conf/office-expectations.json";

    private static final Resolver RESOLVER =
            host -> {
                if (host.equals("web.example")) {
                    return List.of(InetAddress.ofLiteral("10.1.2.3"));
                }
                throw new UnknownHostException(host);
            };

    @TempDir private Path folder;

    @Test
    void whoNamesNoExpectationsIsToldSo() {
        CommandRun run =
                CommandRun.of(new RouteCommand(Resolver.none()), "test", "-f", Confs.OFFICE);
        assertThat(run.err()).contains("test needs a file of expectations");
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNUSABLE);
    }

    @Test
    void aFailureShowsWhatWasExpectedWhatIsAndWhy() {
        Approved.verify("test.txt", test(LINES).transcript());
    }

    @Test
    void namesAreTriedAndTheLinesAboutThemCount() throws IOException {
        Path report = folder.resolve("report.xml");
        CommandRun run =
                names(Confs.NAMES, "--junit", report.toString(), "--fail-under", "99.5", NAMES);
        Approved.verify("test-names.txt", run.out() + "--- exit " + run.exitCode() + "\n");
        Approved.verify("test-names.json", names(Confs.NAMES, "--json", NAMES).out());
        Approved.verify("test-names-junit.xml", Files.readString(report));
        assertThat(names(DiffCommandTest.NAMES_CHANGED, NAMES).out())
                .contains("  sold.example:1\tdirect\t# local at line 4\n");
    }

    @Test
    void aGapOfRemoteDnsHasTheLineOfTheStatement() throws IOException {
        Path one = Files.writeString(folder.resolve("one.tsv"), "10.0.0.1\tdirect\n");
        CommandRun run = names(DiffCommandTest.NAMES_CHANGED, one.toString());
        assertThat(run.out()).contains("\tvia socks5://10.0.0.9:1080\t# remote_dns at line 14\n");
        assertThat(names(DiffCommandTest.NAMES_CHANGED, "--json", one.toString()).out())
                .contains("\"line\" : 14,\n      \"because\" : \"remote_dns at line 14\"");
    }

    /// What decides for a name counts, although no address is known.
    @ParameterizedTest
    @ValueSource(strings = {"", "remote_dns = yes\n", "fallback"})
    void theRuleThatDecidesForANameIsCovered(String more) throws IOException {
        boolean direct = more.equals("fallback");
        String last = direct ? "fallback = yes\n" : "server = socks5://127.0.0.1\n" + more;
        Path conf = Files.writeString(folder.resolve("c.conf"), "local = 127.0.0.0/8\n" + last);
        String outcome = direct ? "direct" : "via any";
        String lines = "four.example:80\t" + outcome + "\nnosuch.example\t" + outcome + "\n";
        Path tests = Files.writeString(folder.resolve("t.tsv"), lines);
        CommandRun run = names(conf.toString(), "--fail-under", "100", tests.toString());
        assertThat(run.exitCode()).as(run.out()).isEqualTo(ExitCode.CLEAN);
    }

    private static CommandRun names(String conf, String... words) {
        List<String> arguments = new ArrayList<>(List.of("test", "-f", conf));
        arguments.addAll(List.of(words));
        return CommandRun.of(new RouteCommand(Resolver.none()), arguments.toArray(String[]::new));
    }

    @Test
    void jsonExpectationsAreReadAndReportedAsJson() {
        CommandRun run = test("--json", JSON);
        Approved.verify("test.json", run.out());
        assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
    }

    @Test
    void aJunitReportHasACaseForEachExpectationAndForTheCoverage() throws IOException {
        Path report = folder.resolve("report.xml");
        test("--junit", report.toString(), "--fail-under", "99.5", LINES);
        Approved.verify("test-junit.xml", Files.readString(report));
    }

    @Test
    void tooLittleCoverageFails() {
        assertThat(tryLines("192.168.10.4 direct", "--fail-under", "10").exitCode())
                .isEqualTo(ExitCode.CLEAN);
        CommandRun run = tryLines("192.168.10.4 direct", "--fail-under", "20");
        assertThat(run.out()).contains("1 of 7 lines").contains("14.3 %, which is under 20.0 %");
        assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
    }

    @Test
    void namesAreResolvedWhereTheAddressDecides() {
        assertThat(tryLines("web.example:80 via 10.1.7.26\nlocalhost direct").exitCode())
                .isEqualTo(ExitCode.CLEAN);
        assertThat(tryLines("nobody.example refused").exitCode()).isEqualTo(ExitCode.CLEAN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"office", "cluster", "tor", "ssh", "ipv6"})
    void whatTheCommandAnswersIsAFileOfExpectations(String sample) {
        String conf = "../../samples/" + sample;
        CommandRun run =
                CommandRun.of(
                        new RouteCommand(Resolver.none()),
                        "test",
                        "-f",
                        conf + ".conf",
                        conf + ".routes.tsv");
        assertThat(run.exitCode()).as(run.transcript()).isEqualTo(ExitCode.CLEAN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {"a b|\" \"|c", "a b|\" x#\"|", "a b|(|", "a b|\" (x)\"|"})
    void aLongLineIsReadInOnePass(String start, String repeated, String end) {
        CommandRun run = tryLines(start + repeated.repeat(200_000) + (end == null ? "" : end));
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.err()).startsWith("tsocks-route: <stdin>:1: ").hasLineCount(1);
    }

    /// The parser has a limit for it, and then knows no line.
    @Test
    void aLongNameOfAFieldIsSaidToBeWrong() {
        CommandRun run = tryLines("[{\"" + "a".repeat(200_000) + "\":\"direct\"}]");
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.err())
                .startsWith("tsocks-route: <stdin>: ")
                .doesNotContain("bug")
                .hasLineCount(1)
                .hasSizeLessThan(300);
    }

    @Test
    void aCommentStartsAtTheFirstSignAfterABlank() {
        CommandRun run = tryLines("192.168.10.4 refused # one # two", "--fail-under", "0");
        assertThat(run.out()).contains("expected: refused\n").contains("comment:  one # two\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "10.1.2.3 | <stdin>:1: no outcome; a line is DESTINATION, tab and direct, refused or"
                        + " via SERVER",
                "10.1.2.3 drect | <stdin>:1: 'drect' is not an outcome; use direct, refused,"
                        + " resolved, via SERVER, via any or any",
                "10.1.2.3 direct to any port 80 | <stdin>:1: 'direct to any port 80' is more than an"
                        + " outcome",
                "10.0.0.0/8:80 port 80 direct | <stdin>:1: '8:80' in 10.0.0.0/8:80 is not a prefix length"
                        + " (0 to 32) or a netmask without holes",
                "10.0.0.1/8 direct | <stdin>:1: 10.0.0.1/8 has bits beyond the network, which starts"
                        + " at 10.0.0.0",
                "10.0.0.0/8 port 80 | <stdin>:1: no outcome; a line is DESTINATION, tab and direct,"
                        + " refused or via SERVER",
                "10.0.0.0/8 port 0 direct | <stdin>:1: '0' is not a port (1 to 65535)",
                ".localhost direct | <stdin>:1: '.localhost' is loopback; ask about 127.0.0.1 or ::1",
                "10.1.2.300 direct | <stdin>:1: 10.1.2.300: '10.1.2.300' is not an IPv4 address"
                        + " (four numbers from 0 to 255)",
                "[{\"destination\": 1}] | <stdin>:1: 'destination': only destination, expect and"
                        + " comment, which are texts",
                "[{}] | <stdin>:1: destination or expect is missing",
                "[] | - expects nothing",
            })
    void whatIsNoExpectationIsExplained(String text, String message) {
        CommandRun run = tryLines(text.replace("\"\"", "\""));
        assertThat(run.err()).isEqualTo("tsocks-route: " + message + "\n");
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNUSABLE);
    }

    @Test
    void theHelpIsApproved() {
        Approved.verify("test-help.txt", test("--help").transcript());
    }

    private static CommandRun test(String... words) {
        return run("", words);
    }

    private static CommandRun tryLines(String text, String... words) {
        String[] all = java.util.Arrays.copyOf(words, words.length + 1);
        all[words.length] = "-";
        return run(text, all);
    }

    /// Each is met, or not, for all destinations; a counterexample is the lowest one.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.168.10.0/24 direct |",
                "192.168.10.0/255.255.255.0:1-1023 direct |",
                "[2001:db8::/32]:80,443 via 192.168.10.1 |",
                "10.1.0.0/16 port 1-1023 not via 192.168.10.1 |",
                "10.1.0.0/16, 172.16.0.0/12  port 22, 25\tnot refused |",
                "10.1.2.0/24 PORTS 80 via 10.1.7.26 |",
                "10.1.2.0-10.1.2.255 port 8000-8999 via 10.1.7.26 |",
                "10.1.7.0/24 direct |",
                "any not refused |",
                ".example.com resolved |",
                "names, 10.1.2.0/24 any |",
                ".example.com,10.1.7.0/24 not via 10.9.9.9 |",
                "10.0.0.0/8 port 1-1023 not direct | 10.1.7.0:1",
                "10.1.2.0/24 via 10.1.7.26 | 10.1.2.0:1",
                "10.1.2.7 port 79-81 via 10.1.7.26 | 10.1.2.7:79",
                "10.1.2.0/24:79-8000 via 10.1.7.25 | 10.1.2.0:80",
                "names resolved | host.onion:1",
                "any not direct | 10.1.7.0:1",
                "any not via 10.1.7.26 | 10.1.2.0:80",
                "10.1.7.0/24,.example.com direct | example.com:1",
                "*.example.com port 443 via any | host.example.com:443",
                "10.1.7.0/24,*.example.com not resolved | host.example.com:1",
            })
    void allDestinationsOfANetworkAreProvedOrOneIsShown(String line, String example) {
        CommandRun run = tryLines(line);
        if (example == null) {
            assertThat(run.out()).startsWith("1 of 1 expectations are met\n");
            assertThat(run.exitCode()).isEqualTo(ExitCode.CLEAN);
        } else {
            assertThat(run.out()).contains("  example:  " + example + "\n");
            assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
        }
    }

    @Test
    void aFailureOfANetworkShowsADestination() throws IOException {
        Path report = folder.resolve("report.xml");
        CommandRun run = test("--junit", report.toString(), NETWORKS);
        Approved.verify("test-networks.txt", run.out() + "--- exit " + run.exitCode() + "\n");
        Approved.verify("test-networks-junit.xml", Files.readString(report));
        Approved.verify("test-networks.json", test("--json", NETWORKS).out());
        Approved.verify("test-patterns.txt", names(Confs.NAMES, PATTERNS).transcript());
    }

    /// The policy does not say which addresses a name has.
    @Test
    void aResolvedNameHasTheOutcomeOfEveryAddress() throws IOException {
        Path conf =
                Files.writeString(
                        folder.resolve("c.conf"),
                        """
                        local = 10.0.0.0/8
                        path {
                            reaches = .lan:80
                            server = socks5://10.0.0.2
                        }
                        server = socks5://10.0.0.1
                        """);
        String lines =
                ".lan port 80 via 10.0.0.2\n.lan port 79-81 not via 10.0.0.9\n.lan port 79-80 via"
                        + " 10.0.0.2\n";
        Path tests = Files.writeString(folder.resolve("t.tsv"), lines);
        CommandRun run = names(conf.toString(), tests.toString());
        assertThat(run.out())
                .as(run.err())
                .startsWith(
                        folder.resolve("t.tsv")
                                + """
                                :3: .lan port 79-80
                                  expected: via 10.0.0.2
                                  actual:   resolved
                                  example:  lan:79
                                  why:      its address decides, and may be 0.0.0.0, which is via \
                                socks5://10.0.0.1:1080 (default server at line 6)
                                2 of 3 expectations are met
                                """);
    }

    @Test
    void anExpectationThatCannotBeProvedFails() throws IOException {
        Path conf =
                Files.writeString(
                        folder.resolve("c.conf"),
                        """
                        local = 10.0.0.0/8
                        local = 0.0.0.7/0.0.0.255
                        server = 10.0.0.1
                        """);
        Path tests = Files.writeString(folder.resolve("t.tsv"), "11.0.0.0/8 any\n1.1.1.7 direct\n");
        CommandRun run = names(conf.toString(), tests.toString());
        assertThat(run.out())
                .as(run.err())
                .contains("too many holes for a proof")
                .contains("1 of 2 expectations are met");
        assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstDestination() {
        CommandRun run =
                CommandRun.of(
                        new RouteCommand(io.tsocks.engine.Resolver.system()),
                        "\uFEFF127.0.0.1\tdirect\n",
                        java.util.Map.of(),
                        "test",
                        "-f",
                        Confs.OFFICE,
                        "-");
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(ExitCode.CLEAN);
    }

    private static CommandRun run(String in, String... words) {
        String[] arguments = new String[words.length + 3];
        arguments[0] = "test";
        arguments[1] = "-f";
        arguments[2] = Confs.OFFICE;
        System.arraycopy(words, 0, arguments, 3, words.length);
        return CommandRun.of(new RouteCommand(RESOLVER), in, Map.of(), arguments);
    }
}
