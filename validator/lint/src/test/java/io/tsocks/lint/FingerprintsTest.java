package io.tsocks.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfParser;
import io.tsocks.lint.model.Exposure;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.LintOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A finding is known again after other lines have changed.
class FingerprintsTest {

    private static final String SERVER = "server = 127.0.0.1\nserver_type = 5\n";

    /// What is said of the whole file is the same whatever its first line, its last line or the
    /// line that shows it says.
    @ParameterizedTest
    @CsvSource({
        "TS140, '\uFEFFserver = 127.0.0.1\n', '\uFEFF# ours\nserver = 127.0.0.2\n'",
        "TS141, 'server = 127.0.0.1\r\n', '# ours\r\nserver = 127.0.0.2\r\n'",
        "TS142, 'server = 127.0.0.1\r', '# ours\rserver = 127.0.0.2\r'",
        "TS143, 'server = 127.0.0.1', '# ours\nserver = 127.0.0.2'",
        "TS308, 'local = 10.0.0.0/8\n', '# ours\nlocal = 10.0.0.0/8\n'",
        "TS308, 'local = 10.0.0.0/8\n', ''",
        "TS151, '[ProxyList]\nsocks5 127.0.0.1 9050\n', '# x\n\n[ProxyList]\nsocks5 127.0.0.2 1\n'",
    })
    void whatIsSaidOfTheWholeFileFollowsNoLine(String id, String one, String other) {
        assertThat(of(id, bytes(one))).hasSize(1).isEqualTo(of(id, bytes(other)));
    }

    @Test
    void theEncodingOfAFileFollowsNoLine() {
        assertThat(of("TS144", latin1("# caf\u00e9\n" + SERVER)))
                .hasSize(1)
                .isEqualTo(of("TS144", latin1("# ours\n# th\u00e9\n" + SERVER)));
        assertThat(of("TS145", SERVER.getBytes(StandardCharsets.UTF_16)))
                .hasSize(1)
                .isEqualTo(of("TS145", ("x" + SERVER).getBytes(StandardCharsets.UTF_16)));
    }

    /// A finding at the first character is still one of its line.
    @ParameterizedTest
    @CsvSource({"TS110, }", "TS101, x", "TS312, server = 127.0.0.1", "TS320, local = corp"})
    void whatIsSaidOfLine1FollowsIt(String id, String line) {
        List<String> first = of(id, bytes(line + "\n"));
        assertThat(first).hasSize(1).isEqualTo(of(id, bytes("# moved\n\n" + line + "\n")));
    }

    @Test
    void twoFindingsThatSayTheSameDiffer() {
        assertThat(of("TS101", bytes("x\nx\n"))).hasSize(2).doesNotHaveDuplicates();
    }

    private static List<String> of(String id, byte[] bytes) {
        ConfFile file = ConfParser.parse("t", bytes);
        var fingerprints = new Fingerprints(file);
        return new Linter(LintOptions.DEFAULT)
                .lint(file, Exposure.HIDDEN).findings().stream()
                        .map(Finding::problem)
                        .filter(problem -> problem.kind().id().equals(id))
                        .map(fingerprints::next)
                        .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
