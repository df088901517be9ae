package io.tsocks.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Wherever somebody may have written a password, nothing repeats it.
class RedactionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "default_pass = SEKRET",
                "server = joe:SEKRET@10.0.0.1",
                "server = joe:SEKRET@proxy.example.org:1080",
                "server = :SEKRET@10.0.0.1",
                "server=joe:SEKRET@[2001:db8::1]:1080",
                "server = joe:SEKRET@2001:db8::1",
                "server = socks5://joe:SEKRET@10.0.0.1:1080",
                "local = joe:SEKRET@10.0.0.0/255.0.0.0",
                "fallback = joe:SEKRET@10.0.0.1",
                "default_pas = SEKRET",
                "default_psas = SEKRET",
                "default_pw = SEKRET",
                "default_pwd SEKRET",
                "Default_Psas: SEKRET",
                "defualt_pws=SEKRET",
                "# default_psas = SEKRET",
                "path { default_psas = SEKRET",
                "pw = SEKRET",
                "pwd: SEKRET",
                "secret = SEKRET",
                "psw = SEKRET with blanks",
                "socks5 10.0.0.1 1080 joe SEKRET",
                "socks4\t10.0.0.1\t1080\tjoe\tSEKRET",
                "# http 10.0.0.1 3128 joe SEKRET",
                "SOCKS5Password SEKRET"
            })
    void noMessageAndNoSourceLineShowsAPassword(String line) {
        for (String text : new String[] {line + "\n", "server = h\n" + line + "  \nbogus\n"}) {
            ConfFile file = ConfParser.parseText("t.conf", text);
            var printer = new ProblemPrinter(file, false);
            for (Problem problem : file.problems()) {
                assertThat(printer.print(problem)).doesNotContain("SEKRET");
                assertThat(problem.toString()).doesNotContain("SEKRET");
            }
            assertThat(file.line(file.lineAt(text.indexOf("SEKRET"))).redacted())
                    .doesNotContain("SEKRET");
        }
    }

    @Test
    void aPasswordThatIsMissingIsNotMasked() {
        ConfFile file = ConfParser.parseText("t.conf", "default_pass =\n");
        assertThat(file.line(1).redacted()).isEqualTo("default_pass =");
        ConfFile sign = ConfParser.parseText("t.conf", "default_pass = =\n");
        assertThat(sign.line(1).redacted()).isEqualTo("default_pass = ********");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local = 10.0.0.0/255.0.0.0 # ask joe@example.org",
                "reaches = 10.0.0.0:80-90/255.0.0.0",
                "reaches = [2001:db8::]:80/32",
                "server = 2001:db8::1",
                "default_user = joe",
                "server_port = 1080",
                "socks5 10.0.0.1 1080",
                "# see https://example.org/tsocks"
            })
    void whatIsNoPasswordIsShown(String line) {
        assertThat(new ConfLine(1, 0, line).redacted()).isEqualTo(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", ":", "@", "a@", "a:", "pass", "=", " ", "#", "pw", "://", "a@ ", "a: "})
    void aLineOfAMillionCharactersIsReadToItsEnd(String part) {
        String line = part.repeat(1_000_000 / part.length());
        assertThat(new ConfLine(1, 0, line).redacted()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "server = socks5://joe@10.0.0.1, server = socks5://joe@10.0.0.1",
        "server=SOCKS4a://joe@h # a note, server=SOCKS4a://joe@h # a note",
        "server = socks5://joe:SEKRET@10.0.0.1, server = socks5://********",
        "server = socks5://:SEKRET@10.0.0.1, server = socks5://********",
        "server = socks5://joe:SEK@RET@10.0.0.1, server = socks5://********",
        "server = socks5://joe: SEKRET@10.0.0.1, server = socks5://********",
        "server = http://SEKRET@10.0.0.1, server = http://********",
        "# socks5://SEKRET@10.0.0.1, # socks5://********"
    })
    void theUserOfAServerIsNoSecret(String line, String shown) {
        assertThat(new ConfLine(1, 0, line).redacted()).isEqualTo(shown);
    }

    @Test
    void aLoginInAServerIsSaidToBelongElsewhere() {
        ConfFile file = ConfParser.parseText("t.conf", "server = joe:SEKRET@10.0.0.1:1080\n");
        assertThat(file.problems())
                .singleElement()
                .satisfies(
                        problem -> {
                            assertThat(problem.kind()).isEqualTo(SyntaxProblem.BAD_SERVER);
                            assertThat(problem.message()).contains("login");
                            assertThat(problem.help()).contains("`default_user`", "`default_pass`");
                        });
    }
}
