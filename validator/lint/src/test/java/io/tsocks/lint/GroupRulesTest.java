package io.tsocks.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.grammar.ConfParser;
import io.tsocks.grammar.Problem;
import io.tsocks.lint.model.Dialect;
import io.tsocks.lint.model.Exposure;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.LintOptions;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the rules say of groups of servers. Lines are separated by commas.
class GroupRulesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    socks5://127.0.0.1 | socks5://127.0.0.2 |
                    socks5://127.0.0.1 | http://127.0.0.2   |
                    socks4://127.0.0.1 | socks5://127.0.0.2 | TS328 TS328
                    http://127.0.0.1   | socks4a://127.0.0.2 | TS328
                    socks4://127.0.0.1 | socks4a://127.0.0.2 | TS314 TS328
                    socks4a://127.0.0.1 | socks4a://127.0.0.2 | TS314
                    socks4://127.0.0.1 | socks4://127.0.0.2 | TS314 TS321
                    """)
    void aGroupIsReportedAsFarAsItCannotCarryWhatItsPathReaches(
            String first, String second, @Nullable String ids) {
        String servers = servers(first, second);
        String path = "path {,reaches = 2001:db8::/32,reaches = .a.example," + servers;
        String last = servers + ",remote_dns = yes,local = fd00::/8";
        String expected = ids == null ? "" : ids;
        assertThat(ids(path + ",},fallback = yes")).isEqualTo(expected);
        assertThat(ids(last)).isEqualTo(expected);
    }

    @Test
    void aGroupWithoutIp6IsReportedAsOne() {
        assertThat(
                        messages(
                                "path {,reaches = 2001:db8::/32,"
                                        + servers("socks4://127.0.0.1", "socks4a://127.0.0.2")
                                        + ",},fallback = yes"))
                .contains(
                        "all servers of the group speak SOCKS 4, which has no IPv6, so this is"
                                + " refused");
    }

    @Test
    void theOneServerOfAGroupIsNamed() {
        assertThat(
                        messages(
                                "path {,reaches = .a.example,"
                                        + servers("socks4://127.0.0.1", "socks4a://127.0.0.2")
                                        + ",},fallback = yes"))
                .contains(
                        "of the group only socks4a://127.0.0.2:1080 takes host names, so no other"
                                + " server stands in for it here");
    }

    @Test
    void everyServerOfAGroupMustBeLocal() {
        assertThat(
                        messages(
                                servers("socks5://10.0.0.1", "socks5://127.0.0.1")
                                        + ",server = http://10.0.0.2"))
                .filteredOn(message -> message.contains("is in no local network"))
                .satisfiesExactly(
                        first -> assertThat(first).contains("10.0.0.1"),
                        second -> assertThat(second).contains("10.0.0.2"));
    }

    @Test
    void everyServerOfAGroupThatIsReachedThroughItselfIsNamed() {
        assertThat(
                        ids(
                                "path {,reaches = 10.0.0.0/255.0.0.0,"
                                        + servers("socks5://10.0.0.1", "socks5://10.0.0.2")
                                        + ",},fallback = yes"))
                .contains("TS309 TS309");
    }

    @Test
    void everyServerOfAGroupThatIsGivenByNameIsNamed() {
        assertThat(ids("local = 10.0.0.0/8," + servers("socks5://a.example", "http://b.example")))
                .isEqualTo("TS315 TS315");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    http://127.0.0.1 | socks5://10.0.0.1 | SOCKS 5 sends the password in the clear, and the server is not on this machine
                    http://10.0.0.1  | socks5://10.0.0.2 | HTTP sends the password in the clear, and the server is not on this machine
                    """)
    void aPasswordIsSentInTheClearToAnyServerOfAGroup(String first, String second, String message) {
        String login = ",default_user = joe,default_pass = tulip,local = 10.0.0.0/8";
        assertThat(messages(servers(first, second) + login)).contains(message);
        assertThat(ids(servers("http://127.0.0.1", "socks4://10.0.0.1") + login)).isEmpty();
    }

    @Test
    void aPortOfAnHttpProxyIsFineForAnHttpProxy() {
        assertThat(ids("server = http://127.0.0.1:3128")).isEmpty();
        assertThat(ids("server = socks5://127.0.0.1:3128")).isEqualTo("TS318");
    }

    @Test
    void pathsToTheSameServersInAnotherOrderAreDifferent() {
        String path = "path {,reaches = 150.%s.0.0:%s/255.%s.0.0,%s,},";
        String first =
                path.formatted("0", "80", "0", servers("http://127.0.0.1", "http://localhost"));
        String second =
                path.formatted(
                        "1", "1-65535", "255", servers("http://localhost", "http://127.0.0.1"));
        String same =
                path.formatted(
                        "1", "1-65535", "255", servers("http://127.0.0.1", "http://localhost"));
        assertThat(ids(first + second + "fallback = yes")).isEqualTo("TS304");
        assertThat(ids(first + same + "fallback = yes")).isEmpty();
    }

    @Test
    void tsocks18HasNoGroups() {
        String text = servers("socks5://127.0.0.1", "http://127.0.0.1") + ",select = hash";
        assertThat(all(text, Dialect.EXTENDED))
                .filteredOn(finding -> finding.problem().kind().id().equals("TS508"))
                .extracting(finding -> finding.problem().message())
                .containsExactly("tsocks 1.8 has one server for a block (2 such places)");
        assertThat(all(text, Dialect.TSOCKS_1_8))
                .filteredOn(finding -> finding.problem().kind().id().equals("TS508"))
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    server = http://127.0.0.1,server = socks5://127.0.0.1,server = http://127.0.0.1:80/ | server = http://127.0.0.1,server = socks5://127.0.0.1
                    server = http://127.0.0.1,select = hash | server = http://127.0.0.1
                    server = http://127.0.0.1,server = socks5://127.0.0.1,select = RoundRobin | server = http://127.0.0.1,server = socks5://127.0.0.1,select = round-robin
                    server = http://127.0.0.1,server = socks5://127.0.0.1,select = hash,recover = never | server = http://127.0.0.1,server = socks5://127.0.0.1,select = hash
                    server = http://127.0.0.1 weight 3,server = socks5://127.0.0.1 weight 1 # x | server = http://127.0.0.1,server = socks5://127.0.0.1 # x
                    server = http://127.0.0.1 weight 3,check = 30s | server = http://127.0.0.1
                    server = http://127.0.0.1,server = http://127.0.0.1 weight 2,server = http://127.0.0.2,select = hash | server = http://127.0.0.1,server = http://127.0.0.2,select = hash
                    server = http://127.0.0.1 weight 3,server = socks5://127.0.0.1,select = hash,check = 1m | server = http://127.0.0.1 weight 3,server = socks5://127.0.0.1,select = hash,check = 1m
                    """)
    void unsafeFixesRemoveWhatHasNoEffectAndMendASpelling(String before, String after) {
        Linter linter = new Linter(LintOptions.DEFAULT);
        FixRounds rounds =
                FixRounds.of(
                        linter.lint(ConfParser.parseText("a.conf", lines(before)), Exposure.HIDDEN),
                        true,
                        linter.options(),
                        text -> linter.lint(text, Exposure.HIDDEN));
        assertThat(rounds.linted().file().text()).isEqualTo(lines(after));
    }

    @Test
    void theLinesForTsocks18LoseNoWeight() {
        Linter linter = new Linter(LintOptions.DEFAULT.with(Dialect.TSOCKS_1_8));
        assertThat(
                        linter.lint(
                                        ConfParser.parseText(
                                                "a.conf", "server = socks5://127.0.0.1 weight 3\n"),
                                        Exposure.HIDDEN)
                                .findings())
                .filteredOn(finding -> finding.problem().kind().id().equals("TS507"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.fix()).isNull());
    }

    @Test
    void aLostServerIsNoGroupOfOne() {
        assertThat(ids("server = socks5://127.0.0.1,server = sock5://127.0.0.2,select = hash"))
                .isEqualTo("TS128");
    }

    private static String servers(String first, String second) {
        return "server = " + first + ",server = " + second;
    }

    private static String lines(String text) {
        return text.replace(",", "\n") + "\n";
    }

    private static String ids(String text) {
        return problems(text).map(problem -> problem.kind().id()).collect(Collectors.joining(" "));
    }

    private static List<String> messages(String text) {
        return problems(text).map(Problem::message).toList();
    }

    private static Stream<Problem> problems(String text) {
        return all(text, Dialect.EXTENDED).stream()
                .map(Finding::problem)
                .filter(problem -> !problem.kind().id().startsWith("TS5"));
    }

    private static List<Finding> all(String text, Dialect dialect) {
        return new Linter(LintOptions.DEFAULT.with(dialect))
                .lint(ConfParser.parseText("t.conf", lines(text)), Exposure.HIDDEN)
                .findings();
    }
}
