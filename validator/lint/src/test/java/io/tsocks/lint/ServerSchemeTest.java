package io.tsocks.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfParser;
import io.tsocks.grammar.Severity;
import io.tsocks.lint.model.Dialect;
import io.tsocks.lint.model.Exposure;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.LintOptions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerSchemeTest {

    private static final String PATH =
            """
            path {
              reaches = 150.0.0.0/255.255.0.0
              server = %s # the tunnel
            }
            fallback = yes
            """;

    @Test
    void aUriIsNamedAsAnExtension() {
        assertThat(findings("socks5://127.0.0.1", LintOptions.DEFAULT))
                .extracting(finding -> finding.problem().kind().id(), Finding::anyFix)
                .containsExactly(tuple("TS507", Optional.empty()));
    }

    @Test
    void forTsocks18ALineIsWrittenForEachPart() {
        ConfFile file =
                ConfParser.parseText("a.conf", PATH.formatted("socks5://joe@127.0.0.1:1081"));
        Linter linter = linter(Dialect.TSOCKS_1_8);
        FixRounds rounds =
                FixRounds.of(
                        linter.lint(file, Exposure.HIDDEN),
                        false,
                        linter.options(),
                        text -> linter.lint(text, Exposure.HIDDEN));

        assertThat(rounds.linted().file().text())
                .isEqualTo(
                        """
                        path {
                          reaches = 150.0.0.0/255.255.0.0
                          server = 127.0.0.1
                          server_port = 1081
                          server_type = 5
                          default_user = joe # the tunnel
                        }
                        fallback = yes
                        """);
        assertThat(rounds.linted().findings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"socks4a://127.0.0.1", "socks5://a%20b@127.0.0.1", "http://127.0.0.1:8080"})
    void whatTsocks18HasNoWordForIsAnErrorWithoutAFix(String uri) {
        List<Finding> findings = findings(uri, linter(Dialect.TSOCKS_1_8).options());
        assertThat(findings)
                .filteredOn(finding -> finding.problem().kind().id().equals("TS507"))
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.problem().severity()).isEqualTo(Severity.ERROR);
                            assertThat(finding.anyFix()).isEmpty();
                        });
    }

    /// Its parts would be those of the server that counts.
    @Test
    void ofTwoServersNoneIsWrittenInParts() {
        assertThat(
                        findings(
                                "10.1.2.3\n  server = socks5://joe@127.0.0.1",
                                linter(Dialect.TSOCKS_1_8).options()))
                .filteredOn(finding -> finding.problem().kind().id().equals("TS507"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.anyFix()).isEmpty());
    }

    @Test
    void noServerOfAGroupIsWrittenInParts() {
        assertThat(
                        findings(
                                "socks5://127.0.0.1\n  server = socks5://127.0.0.2",
                                linter(Dialect.TSOCKS_1_8).options()))
                .extracting(finding -> finding.problem().kind().id(), Finding::anyFix)
                .containsExactly(
                        tuple("TS507", Optional.empty()),
                        tuple("TS508", Optional.empty()),
                        tuple("TS507", Optional.empty()));
    }

    @Test
    void aPasswordInTheUriIsAnErrorThatDoesNotShowIt() {
        assertThat(findings("socks5://joe:tulip@127.0.0.1", LintOptions.DEFAULT))
                .filteredOn(finding -> finding.problem().kind().id().equals("TS137"))
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.problem().message()).doesNotContain("tulip");
                            assertThat(finding.problem().help()).contains("default_pass");
                        });
    }

    private static Linter linter(Dialect dialect) {
        return new Linter(LintOptions.DEFAULT.with(dialect));
    }

    private static List<Finding> findings(String uri, LintOptions options) {
        return new Linter(options)
                .lint(ConfParser.parseText("a.conf", PATH.formatted(uri)), Exposure.HIDDEN)
                .findings();
    }

    /// The advice is about the line that is there.
    @Test
    void theAdviceForAServerOfSocks4IsInItsOwnWords() {
        String path = "path {\nreaches = 2001:db8::/32\nreaches = .a.example\n";
        String rest = "\n}\nfallback = yes\n";
        assertThat(Linter.lint("t.conf", path + "server = socks4://127.0.0.1" + rest).findings())
                .extracting(finding -> finding.problem().help())
                .contains(
                        "write socks5:// if the server speaks SOCKS 5",
                        "write socks4a:// if the server speaks SOCKS 4a, or socks5:// for SOCKS 5");
        assertThat(Linter.lint("t.conf", path + "server = 127.0.0.1" + rest).findings())
                .extracting(finding -> finding.problem().help())
                .contains(
                        "write server_type = 5 if the server speaks SOCKS 5",
                        "write server_type = 4a if the server speaks SOCKS 4a, or 5 for SOCKS 5");
    }
}
