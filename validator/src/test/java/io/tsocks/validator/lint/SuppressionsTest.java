package io.tsocks.validator.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.grammar.ConfParser;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuppressionsTest {

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
    void onlyTheNamedRulesAreSuppressed() {
        assertThat(ids("# tsocks-lint: disable=TS301,TS302 why\n" + LOOPBACK + REST))
                .containsExactly("TS701", "TS701", "TS303");
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
        assertThat(new Linter(options).lint(ConfParser.parseText("t", text), false).findings())
                .isEmpty();
    }

    private static List<String> ids(String text) {
        return new Linter(LintOptions.DEFAULT)
                .lint(ConfParser.parseText("t.conf", text), false).findings().stream()
                        .map(finding -> finding.problem().kind().id())
                        .toList();
    }
}
