package io.tsocks.lint.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.grammar.ConfParser;
import io.tsocks.grammar.Severity;
import io.tsocks.lint.LintedFile;
import io.tsocks.lint.Linter;
import io.tsocks.lint.model.Exposure;
import io.tsocks.lint.model.LintOptions;
import io.tsocks.net.Printable;
import io.tsocks.testing.Approved;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReportTest {

    private static final ReportOptions OPTIONS =
            new ReportOptions(false, false, Severity.ERROR, "1.2.3");

    private static final String FINDINGS =
            """
            # größe <&">
            local = 10.0.0.0/8\s
            local = 127.0.0.0/8 # tsocks-lint: disable=TS303 our template
            path {
            \treaches = 10.1.0.0/16
            \treaches = 150.0.0.0/16
            \treaches = www.p\u0430ypal.example:443
            \tserver = 10.0.0.1:1080
            \tdefault_pass = "nightingale"
            }
            sérver = <&">
            """;

    @ParameterizedTest
    @EnumSource(Format.class)
    void aReportIsApproved(Format format) throws IOException {
        LintedFile findings = lint("etc/bad file.conf", FINDINGS);
        LintedFile clean = lint("clean.conf", "server = 127.0.0.1\nserver_type = 5\n");

        String report = report(format, findings, clean);

        assertThat(report).doesNotContain("nightingale");
        // the rules are in the pages, and the version changes
        String stable =
                report.replaceFirst("(?s)\"rules\" : \\[.*?\n        \\]", "\"rules\" : [ ]");
        Approved.verify("report-" + format.label() + ".txt", stable);
    }

    @ParameterizedTest
    @EnumSource(
            value = Format.class,
            names = {"JUNIT", "CHECKSTYLE"})
    void xmlIsWellFormedWhateverTheFileSays(Format format) throws IOException {
        String text = report(format, lint("<\"&\u0001>.conf", "a\u0001<b>&\"'\uFFFF = ]]>\n"));
        String withoutTags = text.replaceAll("<[?/]?[a-z]+( [a-z]+=\"[^\"<>]*\")*[?/]?>", "");
        assertThat(withoutTags.replaceAll("&(amp|lt|gt|quot);", "")).doesNotContain("<", ">", "&");
        assertThat(text.replaceAll("&(amp|lt|gt|quot);", "")).doesNotContain("&");
        assertThat(text.chars()).allMatch(c -> c == '\n' || (c >= ' ' && c < 0xfffe));
    }

    @ParameterizedTest
    @EnumSource(
            value = Format.class,
            names = {"GITHUB", "CONCISE"})
    void aFindingStaysOnItsLine(Format format) throws IOException {
        assertThat(report(format, lint("a,b:c%.conf", "x::\u001b%0A = 1\n")))
                .hasLineCount(1)
                .doesNotContain("\u001b");
    }

    @Test
    void everyFingerprintOfAGitlabReportIsItsOwn() throws IOException {
        String report = report(Format.GITLAB, lint("a.conf", "x\nx\n"), lint("./b.conf", "x\nx\n"));
        List<String> fingerprints =
                report.lines().filter(line -> line.contains("\"fingerprint\"")).toList();
        assertThat(fingerprints).hasSizeGreaterThan(3).doesNotHaveDuplicates();
        assertThat(report).contains("\"path\" : \"b.conf\"");
    }

    @Test
    void aTestOfJunitFailsWhereTheCommandDoes() throws IOException {
        LintedFile remarks = lint("t.conf", "local = 127.0.0.0/255.0.0.0\nfallback = yes\n");
        assertThat(remarks.hasAtLeast(Severity.ERROR)).isFalse();
        assertThat(report(Format.JUNIT, remarks))
                .contains("failures=\"0\"", "TS303")
                .doesNotContain("<failure");
    }

    @ParameterizedTest
    @EnumSource(
            value = Format.class,
            names = {"TEXT", "CONCISE"})
    void theNameOfAFileMovesNoCursor(Format format) throws IOException {
        assertThat(report(format, lint("e\u001b[31m\nx.conf", "bogus\n")))
                .doesNotContain("\u001b")
                .doesNotContain("\nx.conf");
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void noReportHasWhatATerminalOrABuildServerObeys(Format format) throws IOException {
        LintedFile hostile =
                lint("a\u009b\u202e\u007fb##[error].conf", "\t::error::x\n##[error]\u0085x = 1\n");

        assertThat(report(format, hostile).chars())
                .noneMatch(c -> c != '\n' && Printable.isObeyed(c));
        assertThat(report(format, hostile).lines())
                .noneMatch(line -> line.contains("##[") || line.strip().startsWith("::error::"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Format.class,
            names = {"JSON", "SARIF"})
    void aProgramReadsTheNameThatItWas(Format format) throws IOException {
        String report = report(format, lint("a\u009b\u202eb.conf", "bogus\n"));

        assertThat(report)
                .contains(
                        format == Format.JSON ? "a\\u009b\\u202eb.conf" : "a%C2%9B%E2%80%AEb.conf");
    }

    /// A report in which a file is missing would say that all is well.
    @ParameterizedTest
    @EnumSource(
            value = Format.class,
            names = {"TEXT", "CONCISE"},
            mode = EnumSource.Mode.EXCLUDE)
    void aFileThatCannotBeReadIsInTheReport(Format format) throws IOException {
        var bytes = new ByteArrayOutputStream();
        Report report = format.to(new PrintStream(bytes, false, StandardCharsets.UTF_8), OPTIONS);
        report.begin();
        report.unreadable("gone.conf", "cannot read gone.conf: there is no such file");
        report.end();

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("there is no such file")
                .containsAnyOf(
                        "errors=\"1\"",
                        "\"executionSuccessful\" : false",
                        "\"unreadable\" : ",
                        "severity=\"error\"",
                        "\"severity\" : \"blocker\"",
                        "::error file=gone.conf");
    }

    @Test
    void aReportWithoutRoomListsTheGravestInFileOrder() throws IOException {
        LintedFile linted = lint("t.conf", "local = 127.0.0.0/255.0.0.0\nbogus\nworse\n");

        assertThat(linted.listing(1).listed())
                .singleElement()
                .satisfies(
                        finding ->
                                assertThat(finding.problem().severity()).isEqualTo(Severity.ERROR));
        assertThat(linted.listing(2).listed())
                .isSubsetOf(linted.findings())
                .isSortedAccordingTo(
                        Comparator.comparingInt(finding -> finding.problem().span().start()));
        assertThat(report(Format.TEXT, linted.listing(1))).contains("are not listed");
        assertThat(report(Format.SARIF, linted.listing(1)))
                .contains("findings are not listed", "\"executionSuccessful\" : true");
        assertThat(report(Format.JSON, linted.listing(1))).contains("\"unlisted\" : ");
    }

    @Test
    void aTestOfJunitFailsForWhatItDoesNotList() throws IOException {
        LintedFile linted = lint("t.conf", "bogus\nworse\n");

        assertThat(report(Format.JUNIT, linted.listing(0)))
                .contains("tests=\"1\" failures=\"1\"", "findings are not listed\"/>");
    }

    static String report(Format format, LintedFile... files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
        Report report = format.to(out, OPTIONS);
        report.begin();
        for (LintedFile file : List.of(files)) {
            report.add(file);
        }
        report.end();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    static LintedFile lint(String name, String text) {
        return new Linter(LintOptions.DEFAULT)
                .lint(ConfParser.parseText(name, text), Exposure.HIDDEN);
    }
}
