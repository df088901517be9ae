package io.tsocks.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfParser;
import io.tsocks.lint.model.Dialect;
import io.tsocks.lint.model.Exposure;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.LintOptions;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuppressionsTest {

    private static final Linter LINTER = new Linter(LintOptions.DEFAULT);
    private static final String LOOPBACK = "local = 127.0.0.0/255.0.0.0";
    private static final String REST = "\nserver = 127.0.0.1\nserver_type = 5\n";

    @Test
    void aCommentOnTheLineSuppresses() {
        assertThat(ids(LOOPBACK + " # tsocks-lint: disable=TS303 template" + REST)).isEmpty();
    }

    @Test
    void aCommentOnTheLineBeforeSuppresses() {
        assertThat(ids("# tsocks-lint: disable=TS303 template\n# and so\n\n" + LOOPBACK + REST))
                .isEmpty();
    }

    @Test
    void aCommentSuppressesWhatIsSaidOfAName() {
        String name = "local = intranet";
        assertThat(
                        ids(
                                name
                                        + " # tsocks-lint: disable=TS320 our only host without a domain"
                                        + REST))
                .containsExactly("TS504");
        assertThat(ids("# tsocks-lint: disable=TS320,TS504 so it is called\n" + name + REST))
                .isEmpty();
    }

    @Test
    void onlyTheNamedRulesAreSuppressed() {
        assertThat(ids("# tsocks-lint: disable=TS301,TS302 why\n" + LOOPBACK + REST))
                .containsExactly("TS701", "TS303");
    }

    @Test
    void aLineFurtherDownIsNotSuppressed() {
        assertThat(ids("# tsocks-lint: disable=TS303 why\nfallback = no\n" + LOOPBACK + REST))
                .containsExactly("TS701", "TS303");
    }

    @Test
    void aReasonIsRequired() {
        assertThat(ids(LOOPBACK + " # tsocks-lint: disable=TS303" + REST)).containsExactly("TS702");
    }

    @Test
    void anUnknownRuleIsReported() {
        assertThat(ids(LOOPBACK + " # tsocks-lint: disable=TS999 why" + REST))
                .containsExactly("TS303", "TS703");
    }

    @Test
    void otherWordsAreReported() {
        assertThat(ids("# tsocks-lint: off\nfallback = no" + REST)).containsExactly("TS703");
    }

    @Test
    void proseAboutSuppressionsIsNone() {
        assertThat(ids("# see tsocks-lint: disable=TS303 in the manual\nfallback = no" + REST))
                .isEmpty();
    }

    @Test
    void idsMayHaveBlanksAfterTheirCommas() {
        assertThat(ids(LOOPBACK + " # tsocks-lint: disable=TS303, TS302 old" + REST))
                .containsExactly("TS701");
    }

    @Test
    void anIdWithoutACommaIsNoReason() {
        assertThat(ids(LOOPBACK + " # tsocks-lint: disable=TS303 TS302 old" + REST))
                .containsExactly("TS303", "TS703");
    }

    @Test
    void aCommaWithoutAnIdIsMalformed() {
        assertThat(ids(LOOPBACK + " # tsocks-lint: disable=TS303, old" + REST))
                .containsExactly("TS303", "TS703");
    }

    @Test
    void whatIsSaidOfTheWholeFileIsSuppressedAnywhereInItsHead() {
        String noServer = "# tsocks-lint: disable=TS308 direct only\n";
        String local = "local = 10.0.0.0/255.0.0.0\n";
        String windows =
                """
                # of the office
                # tsocks-lint: disable=TS141 Windows
                server = 127.0.0.1
                server_type = 5
                """;
        assertThat(ids("# of the office\n" + noServer + local)).isEmpty();
        assertThat(ids(windows.replace("\n", "\r\n"))).isEmpty();
        assertThat(ids(local + noServer + "fallback = no\n")).containsExactly("TS308", "TS701");
    }

    @Test
    void anErrorOfTheTextCanBeSuppressed() {
        assertThat(ids("bogus # tsocks-lint: disable=TS101 for another program" + REST)).isEmpty();
    }

    @Test
    void aSuppressionOfARuleThatIsNotAskedForIsNotCalledUnused() {
        var options =
                new LintOptions(
                        Dialect.EXTENDED, List.of(), List.of("TS303"), java.util.Optional.empty());
        String text = LOOPBACK + " # tsocks-lint: disable=TS303 template" + REST;
        assertThat(
                        new Linter(options)
                                .lint(ConfParser.parseText("t", text), Exposure.HIDDEN)
                                .findings())
                .isEmpty();
    }

    @Test
    void onlyTheIdThatIsUnusedIsRemoved() {
        String comment = " # tsocks-lint: disable=TS302,TS303 , TS304 template";
        ConfFile file = ConfParser.parseText("t.conf", LOOPBACK + comment + REST);
        List<Finding> findings = LINTER.lint(file, Exposure.HIDDEN).findings();
        assertThat(findings).hasSize(1);
        assertThat(findings.getFirst().problem().help())
                .isEqualTo("remove TS302 and TS304 from it");
        assertThat(FixedText.of(new LintedFile(file, findings), true).bytes())
                .asString()
                .isEqualTo(LOOPBACK + " # tsocks-lint: disable=TS303 template" + REST);
    }

    @Test
    void aLineOfBlanksIsSuppressedByTheCommentBeforeIt() {
        assertThat(
                        ids(
                                "# tsocks-lint: disable=TS601 kept\n  \nserver = 127.0.0.1\nserver_type = 5\n"))
                .doesNotContain("TS601", "TS701");
    }

    @Test
    void manyCommentsTakeTimeInProportionToTheirNumber() {
        int many = 100_000;
        assertThat(ids("# tsocks-lint: disable=TS303 x\n".repeat(many) + LOOPBACK + REST))
                .isEmpty();
        assertThat(ids("# " + "tsocks-lint: ".repeat(many) + REST)).contains("TS703");
        String marks = "bogus # tsocks-lint: disable=TS101 x\n".repeat(many / 4);
        assertThat(ids(marks + REST)).isEmpty();
        String blanks = "# tsocks-lint: disable=TS303 x\n".repeat(many / 4) + "\n".repeat(many * 5);
        assertThat(ids(blanks + LOOPBACK + REST)).isEmpty();
    }

    @Test
    void aCommentMayNameAnyNumberOfRules() {
        String ids = "TS303,".repeat(100_000) + "TS303";
        assertThat(ids(LOOPBACK + " # tsocks-lint: disable=" + ids + " x" + REST))
                .containsExactly("TS134");
    }

    private static List<String> ids(String text) {
        return new Linter(LintOptions.DEFAULT)
                .lint(ConfParser.parseText("t.conf", text), Exposure.HIDDEN).findings().stream()
                        .map(finding -> finding.problem().kind().id())
                        .toList();
    }
}
