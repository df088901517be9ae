package io.tsocks.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.engine.PolicyCompiler;
import io.tsocks.engine.analysis.PolicyChart;
import io.tsocks.engine.analysis.PolicyDiff;
import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfLine;
import io.tsocks.grammar.ConfParser;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.grammar.Statement;
import io.tsocks.grammar.SyntaxProblem;
import io.tsocks.lint.model.Dialect;
import io.tsocks.lint.model.Edit;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.Fix;
import io.tsocks.lint.model.LintOptions;
import io.tsocks.net.Span;
import io.tsocks.testing.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What no fix may do, whatever the file and the finding.
class FixGateTest {

    private static final String SERVER = "server = 127.0.0.1\nserver_type = 5\n";
    private static final String REACHES = "reaches = 10.0.0.0/255.0.0.0\n";

    /// Lines that somebody mistook, in the way of people and of other programs.
    private static final List<String> MISTAKES =
            List.of(
                    "local = 192.168.0.0/255.0.0.0",
                    "local = 172.16.0.0/255.0.0.0",
                    "local = 10.0.0.0/0.255.255.255",
                    "local = ::ffff:10.0.0.0/104",
                    "local = ::ffff:10.0.0.0/8",
                    "local = 2001:db8::1/32",
                    "local = 010.0.0.0/8",
                    "local = 10.0.0.0/8 192.168.0.0/16",
                    "local = 10.0.0.0/8; 192.168.0.0/16",
                    "locale = 10.0.0.0/8",
                    "Local = 0.0.0.0/0",
                    "reaches = 10.0.0.0:8O/255.0.0.0",
                    "reaches = 10.0.0.0:90-80/255.0.0.0",
                    "reaches = 10.0.0.0/255.0.0.0 # tsocks-lint: disable=TS301 kept",
                    "server_port = 1O80",
                    "server_port = 1080;",
                    "server_pass = tulip",
                    "server_user = joe",
                    "default_port = 1080",
                    "default_pass = red tulip",
                    "default_pass = \"tulip\"",
                    "default_pass = \"\"",
                    "default_user = ''",
                    "default_pass = tu\u0001lip",
                    "default_pass = tulip  ",
                    "server = 127.:0.0.1",
                    "server = 127.0.0.1:1080",
                    "path office {",
                    "path",
                    "{",
                    "lpath {",
                    "\u0085path {",
                    "PATH {",
                    "}}",
                    "}ocal = 10.1.2.0/24",
                    "Local = .a.example",
                    "LOCAL=*",
                    "lokal = a.example",
                    "local a.example",
                    "local = *a.example",
                    "local = \"b.a.example\"",
                    "local = a.exa\u0001mple",
                    "local = a.example:80",
                    "local = a.example b.example",
                    "local = a.example // home",
                    "local = corp # tsocks-lint: disable=TS320 kept",
                    "reaches a.example",
                    "reaches = a.example:90-80",
                    "reaches = .a.example:8O",
                    "Remote_dns = yes",
                    "remote_dns yes",
                    "remotedns = yes",
                    "remote_dns = \"yes\"",
                    "tordns_enable = true",
                    "server_type = 4a;",
                    "server_type = \"4a\"");

    private static final Pattern WRITTEN_LOCAL = Pattern.compile("(?im)^[\\s\\p{C}]*local\\b.*");

    static LongStream seeds() {
        return Seeds.first(60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aFixAloneKeepsTheRules(long seed) {
        ConfFile before = file(seed);
        for (Dialect dialect : Dialect.values()) {
            for (Finding finding : linter(dialect).lint(before, false).findings()) {
                if (finding.fix() != null) {
                    byte[] fixed = FixedText.of(before, List.of(finding)).bytes();
                    check(seed, dialect, before, ConfParser.parse("t", fixed), finding.fix());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void allFixesToTheEndKeepTheRules(long seed) {
        ConfFile before = file(seed);
        for (Dialect dialect : Dialect.values()) {
            for (Fix.Safety safety : Fix.Safety.values()) {
                ConfFile after = fixed(before, dialect, safety == Fix.Safety.UNSAFE);
                check(seed, dialect, before, after, new Fix(safety, "all", List.of()));
            }
        }
    }

    private static void check(
            long seed, Dialect dialect, ConfFile before, ConfFile after, Fix fix) {
        String what =
                "seed %d, %s, %s:%n%s%nbecame%n%s"
                        .formatted(seed, dialect, fix.description(), before.text(), after.text());
        assertThat(
                        ids(dialect, after, Severity.ERROR)
                                .without(ids(dialect, before, Severity.ERROR)))
                .as(what)
                .isEmpty();
        assertThat(suppressedLines(after)).as(what).containsAll(suppressedLines(before));
        assertThat(passwords(after)).as(what).isEqualTo(passwords(before));
        if (fix.safety() == Fix.Safety.SAFE) {
            Bag<String> warnings = ids(dialect, before, Severity.WARNING);
            assertThat(ids(dialect, after, Severity.WARNING).without(warnings)).as(what).isEmpty();
            checkRoutes(what, before, after);
        }
        if (before.hasErrors() && destinations(after) < destinations(before)) {
            checkRoutes(what, before, after);
        }
        assertThat(localHosts(after))
                .as(what)
                .allMatch(
                        hosts ->
                                localHosts(before).contains(hosts)
                                        || WRITTEN_LOCAL
                                                .matcher(before.text())
                                                .results()
                                                .anyMatch(line -> line.group().contains(hosts)));
    }

    private static void checkRoutes(String what, ConfFile before, ConfFile after) {
        assertThat(PolicyDiff.between(chart(before), chart(after)).isEmpty()).as(what).isTrue();
        assertThat(NameSamples.routes(after)).as(what).isEqualTo(NameSamples.routes(before));
    }

    /// The patterns of local names as they are written.
    private static List<String> localHosts(ConfFile file) {
        return file.statements().stream()
                .filter(Statement.LocalHosts.class::isInstance)
                .map(local -> file.text(local.span()).replaceFirst("(?s).*[=\\s]", ""))
                .toList();
    }

    private static ConfFile file(long seed) {
        RandomGenerator random = Seeds.random(seed);
        var text = new StringBuilder();
        String good =
                random.nextBoolean() ? RandomPaths.of(random) : RandomConfs.of(Seeds.random(seed));
        good.lines()
                .filter(line -> !line.contains("255.0.255.0"))
                .forEach(
                        line -> {
                            text.append(line).append('\n');
                            if (random.nextInt(4) == 0) {
                                text.append(MISTAKES.get(random.nextInt(MISTAKES.size())))
                                        .append('\n');
                            }
                        });
        return ConfParser.parseText("t", text.toString());
    }

    private static Bag<String> ids(Dialect dialect, ConfFile file, Severity severity) {
        return new Bag<>(
                linter(dialect).lint(file, false).findings().stream()
                        .map(Finding::problem)
                        .filter(problem -> problem.severity() == severity)
                        .map(problem -> problem.kind().id())
                        .toList());
    }

    private static List<String> suppressedLines(ConfFile file) {
        return file.lines()
                .map(ConfLine::content)
                .filter(line -> line.contains("tsocks-lint"))
                .map(line -> line.replaceAll("#.*|\\s", ""))
                .toList();
    }

    /// The characters of all passwords but for their quotes, in file order.
    private static String passwords(ConfFile file) {
        var all = new StringBuilder();
        file.lines()
                .flatMap(line -> line.secret().stream())
                .forEach(secret -> all.append(secret.reveal().replaceAll("[\"'\\s]", "")));
        return all.toString();
    }

    private static long destinations(ConfFile file) {
        return file.statements().stream()
                .filter(
                        statement ->
                                switch (statement) {
                                    case Statement.Local _,
                                            Statement.LocalHosts _,
                                            Statement.Reaches _,
                                            Statement.ReachesHosts _ ->
                                            true;
                                    case Statement.PathOpening _,
                                            Statement.PathClosing _,
                                            Statement.Setting _ ->
                                            false;
                                })
                .count();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "locale = 10.0.0.0/255.0.0.0\n",
                "local = 192.168.0.0/255.0.0.0\n",
                "local = 172.16.0.0/255.0.0.0\n",
                "local = 192.168.0.0/0.0.255.255\n",
                "local = 10.0.0.0/8 192.168.0.0/16\n",
                "local = 010.0.0.0/255.0.0.0\n",
                "lokal = .a.example\n",
                "local = *a.example\n",
                "local = a.example b.example\n",
                "local = a.exa\u0001mple\n",
                "local = a.example:80\n",
                "local = corp\n",
                "remote_dns = on\n",
                "socks_remote_dns = yes\n",
                "server_port = 1O80\n",
                "server_port = 1080,1081\n",
                "server_pass = tulip\n",
                "default_port = 1080\n",
                "default_user = joe\ndefault_pass = \"red tulip\"\n",
                "default_user = joe\ndefault_pass = \"\"\n",
                "default_user = joe\ndefault_pass = tu\u0001lip\n",
                "reaches = 10.0.0.0/255.0.0.0\n",
                """
                path {
                    reaches = 20.0.0.0/255.0.0.0
                    server = 30.0.0.1
                    server_type = 5
                }
                """,
                """
                path {
                    reaches = 150.0.0.0/255.255.0.0
                    server = 10.1.7.25
                    server_type = 5
                    default_user = delius
                    default_pass = hello
                }
                """,
            })
    void whatIsAGuessIsLeftToPeople(String lines) {
        String text = SERVER + lines;
        assertThat(fixed(ConfParser.parseText("t", text), Dialect.EXTENDED, true).text())
                .isEqualTo(text);
    }

    @Test
    void ofAPathWithAMistakeInItsOpeningOnlyTheOpeningIsFixed() {
        String rest =
                """
                    reaches = 10.0.0.0/255.0.0.0
                    server = 127.0.0.1
                    server_type = 5
                }
                fallback = yes
                """;
        for (String opening :
                List.of("path\n{\n", "path\n\n  # x\n{\n", "path office {\n", "Path {\n")) {
            ConfFile before = ConfParser.parseText("t", opening + rest);
            ConfFile after = fixed(before, Dialect.EXTENDED, true);
            assertThat(linter(Dialect.EXTENDED).lint(before, false).findings())
                    .as(opening)
                    .hasSize(1);
            assertThat(linter(Dialect.EXTENDED).lint(after, false).findings())
                    .as(opening)
                    .isEmpty();
            assertThat(after.text()).startsWith("path {").endsWith(rest);
        }
    }

    @Test
    void aPathThatIsNeverClosedIsReportedOnce() {
        assertThat(
                        linter(Dialect.EXTENDED)
                                .lint(
                                        ConfParser.parseText("t", "pth {\n" + REACHES + SERVER),
                                        false))
                .satisfies(
                        linted ->
                                assertThat(linted.findings())
                                        .extracting(finding -> finding.problem().kind().id())
                                        .containsExactly("TS101"));
    }

    @Test
    void emptyQuotesOfUserAndPasswordGoTogether() {
        ConfFile before =
                ConfParser.parseText("t", SERVER + "default_user = \"\"\ndefault_pass = \"\"\n");
        assertThat(fixed(before, Dialect.EXTENDED, true).text()).isEqualTo(SERVER);
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void aPrefixLengthIsRewrittenForTsocks18Only(Dialect dialect) {
        String text = "local = 192.168.0.0/24\n" + SERVER;
        assertThat(fixed(ConfParser.parseText("t", text), dialect, false).text())
                .isEqualTo(
                        dialect == Dialect.TSOCKS_1_8
                                ? text.replace("/24", "/255.255.255.0")
                                : text);
    }

    @Test
    void aLineThatSomebodyKeepsOnPurposeStays() {
        String text =
                "local = 127.0.0.0/255.0.0.0 # tsocks-lint: disable=TS303,TS310 kept\n" + SERVER;
        assertThat(fixed(ConfParser.parseText("t", text), Dialect.EXTENDED, true).text())
                .isEqualTo(text.replace(",TS310", ""));
    }

    @Test
    void manyFixesAreTriedTogether() {
        String text = "Local = 13.0.0.0/255.0.0.0\n".repeat(5_000) + SERVER;
        ConfFile after = fixed(ConfParser.parseText("t", text), Dialect.EXTENDED, true);
        assertThat(after.hasErrors()).isFalse();
        assertThat(after.statements()).hasSizeGreaterThan(2);
    }

    @Test
    void onlyALineThatSaysLocalBecomesLocal() {
        for (String name : List.of("LOCAL", "\u0001local", "\u00a0local")) {
            String line = name + " = 10.0.0.0/255.0.0.0\n";
            ConfFile after =
                    fixed(ConfParser.parseText("t", SERVER + line), Dialect.EXTENDED, true);
            assertThat(after.statements()).as(name).hasSize(3);
        }
        for (String name : List.of("locale", "lcal", "lokal", "loc\u0001al", "focal")) {
            String line = name + " = 10.0.0.0/255.0.0.0\n";
            ConfFile after =
                    fixed(
                            ConfParser.parseText("t", "default_port = 1\nSERVER = x\n" + line),
                            Dialect.EXTENDED,
                            true);
            assertThat(after.statements()).as(name).noneMatch(Statement.Local.class::isInstance);
        }
    }

    @Test
    void theAdviceForAMisspeltLocalStays() {
        Finding finding =
                linter(Dialect.EXTENDED)
                        .lint(
                                ConfParser.parseText("t", "locl = 10.0.0.0/255.0.0.0\n" + SERVER),
                                false)
                        .findings()
                        .getFirst();
        assertThat(finding.problem().help()).contains("local");
        assertThat(finding.fix()).isNull();
    }

    @Test
    void theFixesOfAVeryLongFileAreCountedAndNotOffered() {
        String text = SERVER + "local = 10.0.0.0/255.0.0.0 \n" + "# long\n".repeat(600_000);
        LintedFile linted = linter(Dialect.EXTENDED).lint(ConfParser.parseText("t", text), false);
        assertThat(linted.findings()).isNotEmpty().allMatch(finding -> finding.fix() == null);
        assertThat(linted.untriedFixes()).isPositive();
    }

    /// Each of these deletes a statement, so each is tried, alone and with others, and withheld.
    @Test
    void tryingBadFixesIsBoundedByTheLengthOfTheFile() {
        String text = "local = 10.0.0.0/255.0.0.0 # a comment of some length\n".repeat(4_000);
        ConfFile file = ConfParser.parseText("t", text);
        FixGate gate = new FixGate(file, LintOptions.DEFAULT);
        List<Finding> bad = file.statements().stream().map(one -> deleting(one.span())).toList();
        assertThat(gate.together(bad)).isEmpty();
        assertThat(gate.read()).isBetween(4_000_000L, 4_000_000L + 4L * text.length());
    }

    @Test
    void aBadFixAmongManyGoodOnesIsFound() {
        String text = "local = 10.0.0.0/255.0.0.0  \n".repeat(4_000);
        ConfFile file = ConfParser.parseText("t", text);
        List<Finding> all = new ArrayList<>();
        file.statements().forEach(one -> all.add(deleting(new Span(one.end(), one.end() + 2))));
        Finding bad = deleting(file.statements().get(1_234).span());
        all.set(1_234, bad);
        assertThat(new FixGate(file, LintOptions.DEFAULT).together(all))
                .hasSize(3_999)
                .doesNotContain(bad);
    }

    private static Finding deleting(Span span) {
        return new Finding(
                Problem.of(SyntaxProblem.EXTRA_TEXT, span, "it is too much", null),
                Fix.safe("delete it", new Edit(span, "")));
    }

    private static Linter linter(Dialect dialect) {
        return new Linter(new LintOptions(dialect, List.of(), List.of(), Optional.empty()));
    }

    private static ConfFile fixed(ConfFile file, Dialect dialect, boolean unsafe) {
        Linter linter = linter(dialect);
        return FixRounds.of(
                        linter.lint(file, false),
                        unsafe,
                        linter.options(),
                        text -> linter.lint(text, false))
                .linted()
                .file();
    }

    private static PolicyChart chart(ConfFile file) {
        return PolicyChart.of(PolicyCompiler.compile(file).policy());
    }
}
