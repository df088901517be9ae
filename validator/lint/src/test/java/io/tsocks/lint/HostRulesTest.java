package io.tsocks.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.grammar.ConfParser;
import io.tsocks.grammar.Problem;
import io.tsocks.lint.model.Dialect;
import io.tsocks.lint.model.Exposure;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.LintOptions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the rules say of files with host names, beyond the examples of their pages.
class HostRulesTest {

    private static final String SERVER = "server = 127.0.0.1\nserver_type = 5\n";
    private static final String FALLBACK = "fallback = yes\n";

    /// Names through one server, as people write them.
    private static final String GOOD =
            """
            local = 10.0.0.0/255.0.0.0
            local = .corp.example.org
            path {
                reaches = .cloud.example.org
                reaches = *.build.example.org:443
                server = 10.0.0.1
                server_type = 4a
            }
            remote_dns = yes
            """
                    + SERVER;

    @Test
    void aGoodFileWithNamesHasNoFinding() {
        assertThat(findings(GOOD)).isEmpty();
        assertThat(findings(GOOD.replace("remote_dns = yes\n", ""))).isEmpty();
    }

    @Test
    void eachKindOfExtensionIsNamedOnceAndForTsocks18EachUseIsAnError() {
        assertThat(all(GOOD, Dialect.EXTENDED))
                .extracting(HostRulesTest::text)
                .containsExactly(
                        "2 TS504 INFO tsocks 1.8 has no host patterns (3 such places)",
                        "7 TS505 INFO tsocks 1.8 has no SOCKS 4a",
                        "9 TS506 INFO tsocks 1.8 has no remote_dns");
        assertThat(all(GOOD, Dialect.TSOCKS_1_8))
                .extracting(HostRulesTest::text)
                .containsExactly(
                        "2 TS504 ERROR tsocks 1.8 has no host patterns",
                        "4 TS504 ERROR tsocks 1.8 has no host patterns",
                        "5 TS504 ERROR tsocks 1.8 has no host patterns",
                        "7 TS505 ERROR tsocks 1.8 has no SOCKS 4a",
                        "9 TS506 ERROR tsocks 1.8 has no remote_dns");
    }

    private static String text(Problem problem) {
        long line = GOOD.substring(0, problem.span().start()).lines().count();
        boolean start = GOOD.charAt(problem.span().start() - 1) == '\n';
        return "%d %s %s %s"
                .formatted(
                        start ? line + 1 : line,
                        problem.kind().id(),
                        problem.severity(),
                        problem.message());
    }

    @ParameterizedTest
    @ValueSource(strings = {"local = nonsense", "local = CORP.", "local = all", "local = \u00fcb"})
    void aNameOfOneLabelIsReported(String line) {
        assertThat(ids(line + "\n" + SERVER)).containsExactly("TS320");
    }

    @ParameterizedTest
    @ValueSource(strings = {".corp", "*.corp", "a.corp", "_a._tcp.corp"})
    void aTopLevelDomainIsNotANameOfOneLabel(String hosts) {
        assertThat(ids("local = " + hosts + "\n" + SERVER)).isEmpty();
    }

    @Test
    void aWordForEverythingIsExplained() {
        assertThat(findings(path("reaches = all", 5) + FALLBACK))
                .extracting(Problem::help)
                .containsExactly("write * for every name, and 0.0.0.0/0.0.0.0 for every address");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p\u0430ypal.example", // Cyrillic
                ".example.p\u03b1ypal:80-90", // Greek
                "*.\u043c\u03b1.example", // Cyrillic and Greek
                "xn--pypal-4ve.example",
                "\u0430\u4e00.example", // Cyrillic and Han
                "\u3042\uac00.example", // Hiragana and Hangul
                "a\u0261\u0430.example"
            })
    void scriptsThatNoLanguageMixesAreReported(String hosts) {
        assertThat(ids(path("reaches = " + hosts, 5) + FALLBACK)).containsExactly("TS403");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m\u00fcller24.example",
                "stra\u00dfe.example",
                "\u043c\u043e\u0441\u043a\u0432\u0430-24.example", // another script to each label
                "\u65e5\u672c\u3054\u30ab\u30bfabc.example",
                "\u30b9\u30fc\u30d1\u30fc.example", // the sign of a long vowel is of two scripts
                "\u4e00\u3105a.example",
                "\u4e00\uac00a.example",
                "e\u0301.example", // a combining accent is of every script
                "xn--p1ai.example"
            })
    void scriptsOfOneLanguageAreNotReported(String hosts) {
        assertThat(ids(path("reaches = " + hosts, 5) + FALLBACK)).isEmpty();
    }

    @Test
    void theLabelThatMixesScriptsIsShown() {
        String text = path("reaches = www.p\u0430ypal.example:443", 5) + FALLBACK;
        assertThat(findings(text))
                .singleElement()
                .satisfies(
                        one -> {
                            assertThat(text.substring(one.span().start(), one.span().end()))
                                    .isEqualTo("p\u0430ypal");
                            assertThat(one.message())
                                    .isEqualTo(
                                            "this part of the name mixes the scripts Latin and"
                                                    + " Cyrillic");
                        });
    }

    @Test
    void namesBehindAServerOfType4AreReportedOnceForEachPath() {
        String reaches = "reaches = .a.example\nreaches = .b.example";
        assertThat(ids(path(reaches, 4) + path("reaches = .c.example", 4) + FALLBACK))
                .containsExactly("TS321", "TS321");
        assertThat(ids(path(reaches, 5) + FALLBACK)).isEmpty();
        assertThat(ids(path("reaches = 9.0.0.0/255.0.0.0", 4) + FALLBACK)).isEmpty();
    }

    @Test
    void aServerOfType4IsReportedIfItGetsNamesByRemoteDns() {
        String last = "server = 127.0.0.1\nserver_type = 4\n";
        String all = path("reaches = 0.0.0.0/0.0.0.0", 4);
        assertThat(ids(last)).isEmpty();
        assertThat(ids(last + "remote_dns = yes\n")).containsExactly("TS321");
        assertThat(ids(all + "remote_dns = yes\n")).containsExactly("TS321");
        assertThat(ids(all)).isEmpty();
    }

    @Test
    void aServerOfType4aHasNoIp6() {
        assertThat(messages(path("reaches = 2001:db8::/32", 4).replace("= 4", "= 4a") + FALLBACK))
                .contains(
                        "the server 127.0.0.1 speaks SOCKS 4a, which has no IPv6, so this is"
                                + " refused");
    }

    @Test
    void everyNameWithoutAnAddressIsReportedUnlessALineSaysWhereAddressesGo() {
        String star = path("reaches = *", 5);
        String address = "reaches = 0.0.0.0/0.0.0.0\n";
        assertThat(messages(star + FALLBACK))
                .containsExactly(
                        "* is every name and no address: connections to addresses are direct");
        assertThat(messages(star))
                .containsExactly(
                        "* is every name and no address: connections to addresses are refused");
        assertThat(messages(star + SERVER.replace(".1\n", ".2\n")))
                .containsExactly(
                        "* is every name and no address: connections to addresses go to the"
                                + " default server");
        assertThat(ids(star + SERVER)).isEmpty();
        assertThat(ids(path(address + "reaches = *", 5))).isEmpty();
        assertThat(ids(path(address, 5) + star.replace(".1\n", ".2\n"))).isEmpty();
    }

    @Test
    void everyNameIsReportedIfItIsLocal() {
        assertThat(ids("local = *\n" + SERVER)).containsExactly("TS323");
        assertThat(ids("local = *.\u0430\n" + SERVER)).isEmpty();
        assertThat(ids("local = *\n" + FALLBACK)).containsExactly("TS308");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "198.18.0.0/255.254.0.0",
                "198.19.255.0/255.255.255.0",
                "198.18.0.1/255.255.255.255",
                "198.18.0.7/255.254.0.255"
            })
    void aNetworkOfTheFakeAddressesIsReported(String network) {
        String line = "local = " + network + "\n";
        assertThat(ids(line + SERVER)).doesNotContain("TS324");
        assertThat(ids(line + SERVER + "remote_dns = yes\n")).contains("TS324");
        assertThat(ids(line + "local = .example\n" + SERVER)).contains("TS324");
        assertThat(ids(path("reaches = .example\nreaches = " + network, 5) + FALLBACK))
                .contains("TS324");
    }

    @ParameterizedTest
    @ValueSource(strings = {"198.0.0.0/255.0.0.0", "198.20.0.0/255.254.0.0", "0.0.0.0/128.0.0.0"})
    void otherNetworksAreNotOfTheFakeAddresses(String network) {
        assertThat(ids(path("reaches = " + network, 5) + SERVER + "remote_dns = yes\n"))
                .doesNotContain("TS324");
    }

    @Test
    void localhostIsLocalAnyway() {
        for (String hosts : List.of("localhost", ".LOCALHOST", "*.localhost.", "a.localhost")) {
            assertThat(ids("local = " + hosts + "\n" + SERVER)).containsExactly("TS303");
        }
        assertThat(ids("local = localhost.example\n" + SERVER)).isEmpty();
    }

    @Test
    void aLocalNameBelowOnionIsReported() {
        for (String hosts : List.of(".onion", "*.onion", "www.example.ONION.")) {
            assertThat(ids("local = " + hosts + "\n" + SERVER)).containsExactly("TS325");
        }
        assertThat(ids("local = .onion.example\n" + SERVER)).isEmpty();
        assertThat(ids(path("reaches = .onion", 5) + FALLBACK)).isEmpty();
    }

    @Test
    void aServerOfNamesIsUsedAlthoughEveryAddressIsLocal() {
        String all = "local = 0.0.0.0/0.0.0.0\n";
        assertThat(ids(all + path("reaches = .example", 5))).isEmpty();
        assertThat(ids(all + path("reaches = 9.0.0.0/255.0.0.0", 5))).containsExactly("TS306");
        assertThat(ids(all + path("reaches = .example\nreaches = 9.0.0.0/255.0.0.0", 5)))
                .containsExactly("TS301");
    }

    @Test
    void aPathOfNamesReachesSomething() {
        assertThat(ids(path("reaches = .example", 5) + FALLBACK)).isEmpty();
        assertThat(ids(path("reaches = .example", 5))).containsExactly("TS307");
        assertThat(
                        ids(
                                "local = 9.0.0.0/255.0.0.0\n"
                                        + path("reaches = 9.0.0.0/255.0.0.0", 5)
                                                .replace("reaches", "reaches = .example\nreaches")
                                        + FALLBACK))
                .containsExactly("TS301");
    }

    @Test
    void remoteDnsAloneSendsNothingToAServer() {
        String idle = path("", 5) + FALLBACK + "remote_dns = yes\n";
        assertThat(ids(idle)).containsExactly("TS203", "TS316");
    }

    /// Of the networks only that of all addresses decides for names that no line names.
    @Test
    void theNetworkOfAllAddressesIsNotIdleIfItDecidesForNames() {
        String all = path("reaches = 0.0.0.0/0.0.0.0", 5).replace("127.0.0.1", "127.0.0.2");
        String halves = path("reaches = 0.0.0.0/128.0.0.0\nreaches = 128.0.0.0/128.0.0.0", 5);
        String last = SERVER.replace("127.0.0.1", "127.0.0.3");
        assertThat(ids(all + halves + last)).containsExactly("TS301", "TS319");
        assertThat(ids(all + halves + last + "remote_dns = yes\n")).containsExactly("TS319");
        assertThat(ids(halves + last)).containsExactly("TS319");
        assertThat(ids(halves + last + "remote_dns = yes\n")).isEmpty();
    }

    /// Local networks that hold every address only together leave the names to the servers.
    @Test
    void namesMayNeedAServerAlthoughEveryAddressIsLocal() {
        String halves = "local = 0.0.0.0/128.0.0.0\nlocal = 128.0.0.0/128.0.0.0\n";
        String all = path("reaches = 0.0.0.0/0.0.0.0", 5);
        for (String rest : List.of(SERVER, all)) {
            assertThat(ids(halves + rest)).containsExactly("TS306", "TS317", "TS317");
            assertThat(ids(halves + rest + "remote_dns = yes\n")).containsExactly("TS317", "TS317");
        }
        assertThat(ids("local = 0.0.0.0/0.0.0.0\n" + SERVER + "remote_dns = yes\n"))
                .containsExactly("TS306");
    }

    @Test
    void aLocalNameDoesNotMakeAServerLocal() {
        String named = "server = socks.example.org\nserver_type = 5\n";
        assertThat(findings("local = .example.org\n" + named))
                .extracting(problem -> problem.kind().id() + " " + problem.severity())
                .containsExactly("TS315 WARNING");
    }

    private static String path(String reaches, int type) {
        return "path {\n" + reaches + "\nserver = 127.0.0.1\nserver_type = " + type + "\n}\n";
    }

    private static List<String> ids(String text) {
        return findings(text).stream().map(problem -> problem.kind().id()).toList();
    }

    private static List<String> messages(String text) {
        return findings(text).stream().map(Problem::message).toList();
    }

    static List<Problem> findings(String text) {
        return all(text, Dialect.EXTENDED).stream()
                .filter(problem -> !problem.kind().id().startsWith("TS5"))
                .toList();
    }

    private static List<Problem> all(String text, Dialect dialect) {
        LintOptions options = new LintOptions(dialect, List.of(), List.of(), Optional.empty());
        return new Linter(options)
                .lint(ConfParser.parseText("t.conf", text), Exposure.HIDDEN).findings().stream()
                        .map(Finding::problem)
                        .toList();
    }
}
