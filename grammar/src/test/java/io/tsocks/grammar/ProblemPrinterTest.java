package io.tsocks.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemPrinterTest {

    @Test
    void aProblemShowsItsPlaceItsLineAndWhatToDo() {
        assertThat(print("server_port = 1080 \nserver_type = 5; # five\n"))
                .isEqualTo(
                        """
                        t.conf:2:16: error: `;` after the number 5 [TS124]
                            server_type = 5; # five
                                           ^
                            help: write only 5
                        """);
    }

    @Test
    void relatedPlacesFollow() {
        assertThat(print("path {\n\tlocal = 10.0.0.0/8\n}\n"))
                .isEqualTo(
                        """
                        t.conf:2:2: error: `local` cannot be inside a path [TS111]
                                    local = 10.0.0.0/8
                                    ^^^^^^^^^^^^^^^^^^
                            t.conf:1:1: the path opens here
                            path {
                            ^^^^^^
                            help: move the line out of the path: what is local is the same for all servers
                        """);
    }

    @Test
    void caretsStandUnderWideCharactersToo() {
        assertThat(print("server_port = 1080\t＃端口\n"))
                .contains("    server_port = 1080      ＃端口\n", "                            ^^\n");
    }

    @Test
    void aPasswordIsMaskedWhateverItsLength() {
        String printed = print("default_user = \"j\" # the password: hunter2\n");

        assertThat(printed).contains("# the password: ********\n").doesNotContain("hunter2");
    }

    @Test
    void caretsOfAMaskedValueStandUnderTheMask() {
        assertThat(print("default_pass = \"p\"\n"))
                .contains("    default_pass = ********\n", "                   ^^^^^^^^\n");
    }

    @Test
    void whatAFileSaysDoesNotReachTheTerminalAsControl() {
        assertThat(print("# \u001b[2J\u009b\nbad\u001b = 1\n"))
                .doesNotContain("\u001b", "\u009b")
                .contains("\uFFFD");
    }

    /// GitHub's runner takes a line of a log for a command if it starts so, blanks aside.
    @Test
    void aQuotedLineIsNoCommandToABuildServer() {
        assertThat(print("\t::error file=x::y\nlocal ##[error]z\n").lines())
                .noneMatch(line -> line.strip().startsWith("::") || line.contains("##["))
                .contains("            :\uFFFDerror file=x::y");
    }

    @Test
    void aLineThatReordersItselfIsShownInItsOrder() {
        assertThat(print("bad\u202e\u2066 = 1\n"))
                .contains("    bad\uFFFD\uFFFD = 1\n")
                .doesNotContain("\u202e", "\u2066");
    }

    @Test
    void ofALongLineOnlyThePlaceIsShown() {
        String printed = print("local = 10.0.0.0/8 " + "x".repeat(5000) + "\n");

        assertThat(printed.lines()).allMatch(line -> line.length() < 200);
    }

    /// Whatever the mistake is, its message repeats a word of the file.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "%s = 1",
                "local %s",
                "local = %s",
                "local = 10.0.0.0/%s",
                "local = 10.0.0.0 / %s",
                "local = 10.0.0.0/8 %s",
                "reaches = 10.0.0.0:%s/8",
                "server = %s:80",
                "server = a,%s",
                "server_port = 1%s",
                "server_type = '%s'",
                "default_user = \"%s\"",
                "fallback = %s",
                "path %s {",
                "} %s",
            })
    void ofALongWordAMessageRepeatsTheBeginning(String line) {
        for (String word : List.of("a", "1", "1.", ":", "1 1 ", "\u00e4")) {
            String printed = print(line.formatted(word.repeat(3_000)) + "\n");
            assertThat(printed.lines()).isNotEmpty().allMatch(said -> said.length() < 300);
        }
    }

    @Test
    void ofVeryManyProblemsTheGravestAreShownAndTheOthersCounted() {
        ConfFile file =
                ConfParser.parseText(
                        "t.conf", "tordns_enable = 1\n".repeat(120) + "bogus\n".repeat(30) + "}\n");
        String printed = new ProblemPrinter(file, false).print(file.problems());
        assertThat(printed.lines().filter(line -> line.contains(": error: "))).hasSize(31);
        assertThat(printed.lines().filter(line -> line.contains(": warning: "))).hasSize(69);
        assertThat(printed)
                .startsWith("t.conf:1:1: warning: ")
                .endsWith(
                        "\nt.conf: 51 more problems are not listed; tsocks-validate lists them\n");
    }

    @Test
    void coloursAreOnlyAddedOnDemand() {
        ConfFile file = ConfParser.parseText("t.conf", "bogus\n");
        String plain = new ProblemPrinter(file, false).print(file.problems().getFirst());
        String coloured = new ProblemPrinter(file, true).print(file.problems().getFirst());

        assertThat(coloured).contains("\u001b[1;31merror:\u001b[0m");
        assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(plain);
    }

    private static String print(String text) {
        ConfFile file = ConfParser.parseText("t.conf", text);
        var printer = new ProblemPrinter(file, false);
        return file.problems().stream().map(printer::print).collect(Collectors.joining());
    }
}
