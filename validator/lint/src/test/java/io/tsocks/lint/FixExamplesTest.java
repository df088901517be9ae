package io.tsocks.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfParser;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Statement;
import io.tsocks.grammar.SyntaxProblem;
import io.tsocks.lint.model.Dialect;
import io.tsocks.lint.model.Edit;
import io.tsocks.lint.model.Exposure;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.Fix;
import io.tsocks.lint.model.LintOptions;
import io.tsocks.net.Span;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the gate keeps from being fixed, example by example.
class FixExamplesTest {

    private static final String SERVER = "server = 127.0.0.1\nserver_type = 5\n";
    private static final String REACHES = "reaches = 10.0.0.0/255.0.0.0\n";

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
                "chain = on\n",
                "select = random\n",
                "recover = after two\n",
                "check = 30\n",
                "server = http://127.0.0.1 weight 0\n",
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
        assertThat(
                        FixGateTest.fixed(ConfParser.parseText("t", text), Dialect.EXTENDED, true)
                                .text())
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
            ConfFile after = FixGateTest.fixed(before, Dialect.EXTENDED, true);
            assertThat(
                            FixGateTest.linter(Dialect.EXTENDED)
                                    .lint(before, Exposure.HIDDEN)
                                    .findings())
                    .as(opening)
                    .hasSize(1);
            assertThat(FixGateTest.linter(Dialect.EXTENDED).lint(after, Exposure.HIDDEN).findings())
                    .as(opening)
                    .isEmpty();
            assertThat(after.text()).startsWith("path {").endsWith(rest);
        }
    }

    @Test
    void aPathThatIsNeverClosedIsReportedOnce() {
        assertThat(
                        FixGateTest.linter(Dialect.EXTENDED)
                                .lint(
                                        ConfParser.parseText("t", "pth {\n" + REACHES + SERVER),
                                        Exposure.HIDDEN))
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
        assertThat(FixGateTest.fixed(before, Dialect.EXTENDED, true).text()).isEqualTo(SERVER);
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void aPrefixLengthIsRewrittenForTsocks18Only(Dialect dialect) {
        String text = "local = 192.168.0.0/24\n" + SERVER;
        assertThat(FixGateTest.fixed(ConfParser.parseText("t", text), dialect, false).text())
                .isEqualTo(
                        dialect == Dialect.TSOCKS_1_8
                                ? text.replace("/24", "/255.255.255.0")
                                : text);
    }

    @Test
    void aLineThatSomebodyKeepsOnPurposeStays() {
        String text =
                "local = 127.0.0.0/255.0.0.0 # tsocks-lint: disable=TS303,TS310 kept\n" + SERVER;
        assertThat(
                        FixGateTest.fixed(ConfParser.parseText("t", text), Dialect.EXTENDED, true)
                                .text())
                .isEqualTo(text.replace(",TS310", ""));
    }

    @Test
    void manyFixesAreTriedTogether() {
        String text = "Local = 13.0.0.0/255.0.0.0\n".repeat(5_000) + SERVER;
        ConfFile after = FixGateTest.fixed(ConfParser.parseText("t", text), Dialect.EXTENDED, true);
        assertThat(after.hasErrors()).isFalse();
        assertThat(after.statements()).hasSizeGreaterThan(2);
    }

    @Test
    void onlyALineThatSaysLocalBecomesLocal() {
        for (String name : List.of("LOCAL", "\u0001local", "\u00a0local")) {
            String line = name + " = 10.0.0.0/255.0.0.0\n";
            ConfFile after =
                    FixGateTest.fixed(
                            ConfParser.parseText("t", SERVER + line), Dialect.EXTENDED, true);
            assertThat(after.statements()).as(name).hasSize(3);
        }
        for (String name : List.of("locale", "lcal", "lokal", "loc\u0001al", "focal")) {
            String line = name + " = 10.0.0.0/255.0.0.0\n";
            ConfFile after =
                    FixGateTest.fixed(
                            ConfParser.parseText("t", "default_port = 1\nSERVER = x\n" + line),
                            Dialect.EXTENDED,
                            true);
            assertThat(after.statements()).as(name).noneMatch(Statement.Local.class::isInstance);
        }
    }

    @Test
    void theAdviceForAMisspeltLocalStays() {
        Finding finding =
                FixGateTest.linter(Dialect.EXTENDED)
                        .lint(
                                ConfParser.parseText("t", "locl = 10.0.0.0/255.0.0.0\n" + SERVER),
                                Exposure.HIDDEN)
                        .findings()
                        .getFirst();
        assertThat(finding.problem().help()).contains("local");
        assertThat(finding.fix()).isNull();
    }

    @Test
    void theFixesOfAVeryLongFileAreCountedAndNotOffered() {
        String text = SERVER + "local = 10.0.0.0/255.0.0.0 \n" + "# long\n".repeat(600_000);
        LintedFile linted =
                FixGateTest.linter(Dialect.EXTENDED)
                        .lint(ConfParser.parseText("t", text), Exposure.HIDDEN);
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
}
