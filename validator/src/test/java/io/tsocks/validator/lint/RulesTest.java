package io.tsocks.validator.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.grammar.ConfParser;
import io.tsocks.grammar.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What single rules find and leave alone, beyond the examples of their pages.
class RulesTest {

    @Test
    void allPortsOfAllAddressesAreServed() {
        assertThat(findings(path("reaches = 0.0.0.0:1-65535/0.0.0.0", 5))).isEmpty();
        assertThat(findings(path("reaches = 0.0.0.0:2-65535/0.0.0.0", 5)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.kind().id()).isEqualTo("TS307"));
    }

    @Test
    void ip6DestinationsAreUnservedWhereTheFileSpeaksOfIp6() {
        assertThat(findings(path("reaches = 0.0.0.0/0.0.0.0", 5))).isEmpty();
        assertThat(messages(path("reaches = 0.0.0.0/0.0.0.0\nreaches = 2001:db8::/32", 5), "TS307"))
                .singleElement()
                .asString()
                .contains("such as ")
                .contains(":");
        assertThat(messages(path("reaches = 0.0.0.0/0.0.0.0\nreaches = ::/0", 5), "TS307"))
                .isEmpty();
    }

    @Test
    void anIp6NetworkBehindAServerOfType4IsReportedOnceForEachPath() {
        String reaches = "reaches = 2001:db8::/32\nreaches = 2001:db9::/32";
        assertThat(messages(path(reaches, 4) + path(reaches, 4) + "fallback = yes\n", "TS314"))
                .hasSize(2);
        assertThat(messages(path(reaches, 5) + "fallback = yes\n", "TS314")).isEmpty();
    }

    @Test
    void aServerIsNotSaidToBeElsewhereWhereALocalLineCouldNotBeRead() {
        String text = "local = 10.0.0/255.0.0.0\nserver = 10.0.0.1\nserver_type = 5\n";
        assertThat(findings(text))
                .extracting(finding -> finding.kind().id())
                .containsExactly("TS115");
    }

    private static String path(String reaches, int type) {
        return "path {\n" + reaches + "\nserver = 127.0.0.1\nserver_type = " + type + "\n}\n";
    }

    private static List<String> messages(String text, String id) {
        return findings(text).stream()
                .filter(problem -> problem.kind().id().equals(id))
                .map(Problem::message)
                .toList();
    }

    private static List<Problem> findings(String text) {
        return new Linter(LintOptions.DEFAULT)
                .lint(ConfParser.parseText("t.conf", text), false).findings().stream()
                        .map(Finding::problem)
                        .filter(problem -> !problem.kind().id().startsWith("TS5"))
                        .toList();
    }
}
