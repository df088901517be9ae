package io.tsocks.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.engine.Resolver;
import io.tsocks.grammar.ConfParser;
import io.tsocks.lint.model.Dialect;
import io.tsocks.lint.model.Exposure;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.LintOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the rules say of servers behind servers. Lines are separated by commas.
class ChainRulesTest {

    private static final String INNER =
            "path {,reaches = 150.0.0.0/255.255.0.0,server = http://10.0.0.1,},";
    private static final String CHAIN = "server = http://127.0.0.1,chain = yes";

    @Test
    void aChainIsOnlyARemarkForOtherDialects() {
        assertThat(ids(INNER + CHAIN)).isEmpty();
        assertThat(portability(Dialect.EXTENDED)).contains("INFO tsocks 1.8 has no chain");
        assertThat(portability(Dialect.TSOCKS_1_8)).contains("ERROR tsocks 1.8 has no chain");
    }

    private static List<String> portability(Dialect dialect) {
        return lint(INNER + CHAIN, new LintOptions(dialect, List.of(), List.of(), Optional.empty()))
                .stream()
                .map(Finding::problem)
                .map(problem -> problem.severity() + " " + problem.message())
                .toList();
    }

    @Test
    void withoutChainTheAdviceNamesIt() {
        assertThat(lint(INNER + "server = http://127.0.0.1", LintOptions.DEFAULT))
                .filteredOn(finding -> finding.problem().kind().id().equals("TS204"))
                .extracting(finding -> finding.problem().help())
                .containsExactly(
                        "add: local = 10.0.0.1/255.255.255.255, or chain = yes to reach it through"
                                + " the other server");
    }

    @Test
    void anIdleChainIsRemoved() {
        LintedFile file = Linter.lint("t.conf", "server = http://127.0.0.1\nchain = yes\n");
        assertThat(file.findings())
                .filteredOn(finding -> finding.problem().kind().id().equals("TS217"))
                .singleElement()
                .satisfies(
                        finding ->
                                assertThat(FixedText.of(file.file(), List.of(finding)).bytes())
                                        .asString(StandardCharsets.UTF_8)
                                        .isEqualTo("server = http://127.0.0.1\n"));
    }

    @Test
    void aServerReachedThroughItselfIsReportedOnce() {
        String itself =
                INNER.replace("150.0.0.0/255.255.0.0", "10.0.0.0/255.0.0.0") + "fallback = yes";
        assertThat(ids(itself)).isEqualTo("TS204 TS309");
        assertThat(ids(itself + ",chain = yes")).isEqualTo("TS216");
    }

    @Test
    void whatALostLineMayMendIsNotReported() {
        assertThat(ids("lokal = 10.0.0.0/8,local = 10.0.0/8,server = http://10.0.0.1,chain = yes"))
                .doesNotContain("TS204")
                .doesNotContain("TS216");
        assertThat(ids("server = http://127.0.0.1:99999,chain = yes")).doesNotContain("TS217");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    server = http://out.example,chain = yes | TS315 | TS313
                    server = http://out.example             | TS315 | TS313
                    path {,reaches = .example,server = socks5://127.0.0.1,},server = http://out.example,chain = yes | - | -
                    path {,reaches = .example,server = socks5://127.0.0.1,},server = http://out.example | TS315 | TS313
                    """)
    void aServerWhoseNameAnotherServerTakesNeedNotResolve(
            String lines, String without, String resolved) {
        var resolving =
                new LintOptions(
                        Dialect.EXTENDED, List.of(), List.of(), Optional.of(Resolver.none()));
        assertThat(ids(lines)).isEqualTo(without == null ? "" : without);
        assertThat(ids(lint(lines, resolving))).isEqualTo(resolved == null ? "" : resolved);
    }

    @Test
    void serversInACircleAreMeantForDestinations() {
        assertThat(
                        ids(
                                "path {,reaches = 10.0.0.0/255.0.0.0,server = http://10.0.0.1,},"
                                        + "fallback = yes,chain = yes"))
                .doesNotContain("TS316");
    }

    private static String ids(String lines) {
        return ids(lint(lines, LintOptions.DEFAULT));
    }

    /// All but those about other dialects.
    private static String ids(List<Finding> findings) {
        return findings.stream()
                .map(finding -> finding.problem().kind().id())
                .filter(id -> !id.startsWith("TS5"))
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private static List<Finding> lint(String lines, LintOptions options) {
        String text = lines.replace(",", "\n") + "\n";
        return new Linter(options)
                .lint(ConfParser.parseText("t.conf", text), Exposure.HIDDEN)
                .findings();
    }
}
