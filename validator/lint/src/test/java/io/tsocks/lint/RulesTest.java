package io.tsocks.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.engine.Resolver;
import io.tsocks.grammar.ConfParser;
import io.tsocks.grammar.Problem;
import io.tsocks.lint.model.Dialect;
import io.tsocks.lint.model.Exposure;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.LintOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
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

    /// The password of the sample's path is in every copy of the sample, and the path has to go.
    @Test
    void thePasswordOfTheSampleIsNoSecret() {
        String sample =
                """
                path {
                    reaches = 150.0.0.0/255.255.0.0
                    server = 10.1.7.25
                    server_type = 5
                    default_user = delius
                    default_pass = hello
                }
                server = 127.0.0.1
                server_type = 5
                """;
        assertThat(readable(sample)).containsExactly("TS311");
        assertThat(readable(sample + "default_user = joe\ndefault_pass = tulip\n"))
                .containsExactly("TS311", "TS401");
    }

    private static List<String> readable(String text) {
        return new Linter(LintOptions.DEFAULT)
                .lint(ConfParser.parseText("t", text), Exposure.OPEN).findings().stream()
                        .map(finding -> finding.problem().kind().id())
                        .toList();
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

    @Test
    void aDefaultServerOfType4RefusesIp6WhereTheFileSpeaksOfIt() {
        String server = "server = 127.0.0.1\nserver_type = 4\n";
        assertThat(messages("local = 2001:db8::/32\n" + server, "TS314"))
                .containsExactly(
                        "the server 127.0.0.1 speaks SOCKS 4, which has no IPv6, so every IPv6"
                                + " destination that no other line decides is refused");
        assertThat(messages("local = 10.0.0.0/8\n" + server, "TS314")).isEmpty();
    }

    @Test
    void whetherANamedServerIsLocalIsLeftOpenUntilItIsLookedUp() {
        String named = "server = Socks.Example\nserver_type = 5\n";
        String local = "local = 10.0.0.0/8\n" + named;
        assertThat(severities(named, Optional.empty())).containsExactly("TS315 WARNING");
        assertThat(severities(local, Optional.empty())).contains("TS315 INFO");
        assertThat(severities(named, Optional.of(host -> List.of(ip("10.0.0.1")))))
                .containsExactly("TS204 ERROR");
        assertThat(severities(local, Optional.of(host -> List.of(ip("10.0.0.1")))))
                .doesNotContain("TS204 ERROR", "TS315 INFO");
        assertThat(
                        severities(
                                local,
                                Optional.of(
                                        host -> {
                                            throw new UnknownHostException(host);
                                        })))
                .contains("TS313 WARNING")
                .doesNotContain("TS204 ERROR", "TS315 INFO", "TS316 WARNING");
    }

    @Test
    void serversThroughWhichNothingGoesAreReportedUnlessTheReasonIsReportedAlready() {
        assertThat(messages(path("", 5) + "fallback = yes\n", "TS316")).hasSize(1);
        assertThat(messages("local = 0.0.0.0/0\nserver = 127.0.0.1\nserver_type = 5\n", "TS316"))
                .isEmpty();
        assertThat(messages("server = 10.0.0.1\nserver_type = 5\n", "TS316")).isEmpty();
        assertThat(messages("server = 127.0.0.1\nserver_type = 5\n", "TS316")).isEmpty();
    }

    private static List<String> severities(String text, Optional<Resolver> resolver) {
        LintOptions options = new LintOptions(Dialect.EXTENDED, List.of(), List.of(), resolver);
        return new Linter(options)
                .lint(ConfParser.parseText("t.conf", text), Exposure.HIDDEN).findings().stream()
                        .map(Finding::problem)
                        .map(problem -> problem.kind().id() + " " + problem.severity())
                        .toList();
    }

    private static InetAddress ip(String literal) {
        return InetAddress.ofLiteral(literal);
    }

    @Test
    void aServerOnTheAddressOfAllIsNotMadeLocal() {
        assertThat(findings("server = 0.0.0.0\nserver_type = 5\n"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.help()).contains("server = 127.0.0.1"));
    }

    @Test
    void aLocalNetworkWiderThanAPrivateOneIsReported() {
        for (String wide : List.of("192.0.0.0/8", "172.0.0.0/8", "10.0.0.0/7", "fc00::/6")) {
            assertThat(messages("local = " + wide + "\n" + path("reaches = 9.0.0.0/8", 5), "TS317"))
                    .as(wide)
                    .hasSize(1);
        }
        for (String good : List.of("192.168.0.0/16", "8.8.8.0/24", "0.0.0.0/0", "fc00::/7")) {
            assertThat(messages("local = " + good + "\n" + path("reaches = 9.0.0.0/8", 5), "TS317"))
                    .as(good)
                    .isEmpty();
        }
    }

    @Test
    void anExceptionBelowARuleIsNoOverlap() {
        String rule = path("reaches = 10.0.0.0/8", 5);
        String exception =
                path("reaches = 10.0.0.0:80/8", 5).replace("server =", "server_port = 1\nserver =");
        assertThat(messages(rule + exception + "fallback = yes\n", "TS304")).isEmpty();
        assertThat(
                        messages(
                                exception + path("reaches = 10.1.0.0/16", 5) + "fallback = yes\n",
                                "TS304"))
                .hasSize(1);
    }

    @Test
    void aFileOfAnotherProgramHasOneFinding() {
        assertThat(findings("dynamic_chain\nproxy_dns \n[ProxyList]\nsocks5 127.0.0.1 9050"))
                .extracting(finding -> finding.kind().id())
                .containsExactly("TS151");
    }

    @Test
    void aFileWithNothingButAFallbackIsOneWithoutAServer() {
        assertThat(messages("fallback = yes\n", "TS308"))
                .singleElement()
                .asString()
                .contains("no effect");
    }

    @Test
    void ofThePathOfTheSampleOnlyThatItIsTheSampleIsSaid() {
        String sample =
                path("reaches = 150.0.0.0/16\ndefault_user = delius\ndefault_pass = hello", 5)
                        .replace("127.0.0.1", "10.1.7.25");
        assertThat(findings(sample + "server = 127.0.0.1\nserver_type = 5\n"))
                .extracting(finding -> finding.kind().id())
                .containsExactly("TS311");
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
                .lint(ConfParser.parseText("t.conf", text), Exposure.HIDDEN).findings().stream()
                        .map(Finding::problem)
                        .filter(problem -> !problem.kind().id().startsWith("TS5"))
                        .toList();
    }
}
