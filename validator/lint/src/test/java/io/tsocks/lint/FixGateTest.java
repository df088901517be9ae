package io.tsocks.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.engine.PolicyCompiler;
import io.tsocks.engine.analysis.PolicyChart;
import io.tsocks.engine.analysis.PolicyDiff;
import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfLine;
import io.tsocks.grammar.ConfParser;
import io.tsocks.grammar.Severity;
import io.tsocks.grammar.Statement;
import io.tsocks.lint.model.Dialect;
import io.tsocks.lint.model.Exposure;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.Fix;
import io.tsocks.lint.model.LintOptions;
import io.tsocks.testing.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What no fix may do, whatever the file and the finding.
class FixGateTest {

    /// Lines that somebody mistook, in the way of people and of other programs.
    private static final List<String> MISTAKES =
            List.of(
                    "local = 192.168.0.0/255.0.0.0",
                    "local = 172.16.0.0/255.0.0.0",
                    "local = 10.0.0.0/0.255.255.255",
                    "local = ::ffff:10.0.0.0/104",
                    "local = ::ffff:10.0.0.0/8",
                    "local = 2001:db8::1/32",
                    "local = 010.0.0.0/8",
                    "local = 10.0.0.0/8 192.168.0.0/16",
                    "local = 10.0.0.0/8; 192.168.0.0/16",
                    "locale = 10.0.0.0/8",
                    "Local = 0.0.0.0/0",
                    "reaches = 10.0.0.0:8O/255.0.0.0",
                    "reaches = 10.0.0.0:90-80/255.0.0.0",
                    "reaches = 10.0.0.0/255.0.0.0 # tsocks-lint: disable=TS301 kept",
                    "server_port = 1O80",
                    "server_port = 1080;",
                    "server_pass = tulip",
                    "server_user = joe",
                    "default_port = 1080",
                    "default_pass = red tulip",
                    "default_pass = \"tulip\"",
                    "default_pass = \"\"",
                    "default_user = ''",
                    "default_pass = tu\u0001lip",
                    "default_pass = tulip  ",
                    "server = 127.:0.0.1",
                    "server = 127.0.0.1:1080",
                    "path office {",
                    "path",
                    "{",
                    "lpath {",
                    "\u0085path {",
                    "PATH {",
                    "}}",
                    "}ocal = 10.1.2.0/24",
                    "Local = .a.example",
                    "LOCAL=*",
                    "lokal = a.example",
                    "local a.example",
                    "local = *a.example",
                    "local = \"b.a.example\"",
                    "local = a.exa\u0001mple",
                    "local = a.example:80",
                    "local = a.example b.example",
                    "local = a.example // home",
                    "local = corp # tsocks-lint: disable=TS320 kept",
                    "reaches a.example",
                    "reaches = a.example:90-80",
                    "reaches = .a.example:8O",
                    "Remote_dns = yes",
                    "remote_dns yes",
                    "remotedns = yes",
                    "remote_dns = \"yes\"",
                    "tordns_enable = true",
                    "Chain = yes",
                    "chain yes",
                    "chain = yes",
                    "chain = \"yes\"",
                    "tls_ca = \"/nonexistent/ca.pem\"",
                    "tls_pin = sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                    "TLS_client /nonexistent/client.pem",
                    "password_file = /nonexistent/secret",
                    "gssapi = confidentiality",
                    "GSSAPI integrity",
                    "kerberos = integrity",
                    "gssapi_service = rcmd",
                    "server = socks5+tls://127.0.0.1:443",
                    "server = unix:/run/proxy.sock",
                    "server = socks5://127.0.0.1:1080",
                    "server = socks5://127.0.0.1",
                    "server = http://joe@127.0.0.1:3128",
                    "select = hash",
                    "select = \"hash\"",
                    "recover = after 3",
                    "recover = never",
                    "recover never",
                    "server = socks5://127.0.0.1 weight 3",
                    "server = http://127.0.0.1 weight 0",
                    "check = 30s",
                    "check = 30",
                    "server_type = 4a;",
                    "server_type = \"4a\"");

    private static final Pattern WRITTEN_LOCAL = Pattern.compile("(?im)^[\\s\\p{C}]*local\\b.*");

    static LongStream seeds() {
        return Seeds.first(300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aFixAloneKeepsTheRules(long seed) {
        ConfFile before = file(seed);
        for (Dialect dialect : Dialect.values()) {
            for (Finding finding : linter(dialect).lint(before, Exposure.HIDDEN).findings()) {
                if (finding.fix() != null) {
                    byte[] fixed = FixedText.of(before, List.of(finding)).bytes();
                    check(seed, dialect, before, ConfParser.parse("t", fixed), finding.fix());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void allFixesToTheEndKeepTheRules(long seed) {
        ConfFile before = file(seed);
        for (Dialect dialect : Dialect.values()) {
            for (Fix.Safety safety : Fix.Safety.values()) {
                List<ConfFile> rounds = rounds(before, dialect, safety == Fix.Safety.UNSAFE);
                Fix all = new Fix(safety, "all", List.of());
                for (int i = 1; i < rounds.size(); i++) {
                    check(seed, dialect, rounds.get(i - 1), rounds.get(i), all);
                }
                if (safety == Fix.Safety.SAFE) {
                    check(seed, dialect, before, rounds.getLast(), all);
                }
            }
        }
    }

    private static void check(
            long seed, Dialect dialect, ConfFile before, ConfFile after, Fix fix) {
        String what =
                "seed %d, %s, %s:%n%s%nbecame%n%s"
                        .formatted(seed, dialect, fix.description(), before.text(), after.text());
        assertThat(
                        ids(dialect, after, Severity.ERROR)
                                .without(ids(dialect, before, Severity.ERROR)))
                .as(what)
                .isEmpty();
        assertThat(suppressedLines(before).isIn(bareLines(after.lines()))).as(what).isTrue();
        assertThat(passwords(after)).as(what).isEqualTo(passwords(before));
        if (fix.safety() == Fix.Safety.SAFE) {
            Bag<String> warnings = ids(dialect, before, Severity.WARNING);
            assertThat(ids(dialect, after, Severity.WARNING).without(warnings)).as(what).isEmpty();
            checkRoutes(what, before, after);
        }
        if (before.hasErrors() && destinations(after) < destinations(before)) {
            checkRoutes(what, before, after);
        }
        assertThat(localHosts(after))
                .as(what)
                .allMatch(
                        hosts ->
                                localHosts(before).contains(hosts)
                                        || WRITTEN_LOCAL
                                                .matcher(before.text())
                                                .results()
                                                .anyMatch(line -> line.group().contains(hosts)));
    }

    private static void checkRoutes(String what, ConfFile before, ConfFile after) {
        assertThat(PolicyDiff.between(chart(before), chart(after)).isEmpty()).as(what).isTrue();
        assertThat(NameSamples.routes(after)).as(what).isEqualTo(NameSamples.routes(before));
    }

    /// The patterns of local names as they are written.
    private static List<String> localHosts(ConfFile file) {
        return file.statements().stream()
                .filter(Statement.LocalHosts.class::isInstance)
                .map(local -> file.text(local.span()).replaceFirst("(?s).*[=\\s]", ""))
                .toList();
    }

    private static ConfFile file(long seed) {
        RandomGenerator random = Seeds.random(seed);
        var text = new StringBuilder();
        String good =
                random.nextBoolean() ? RandomPaths.of(random) : RandomConfs.of(Seeds.random(seed));
        good.lines()
                .filter(line -> !line.contains("255.0.255.0"))
                .forEach(
                        line -> {
                            text.append(line).append('\n');
                            if (random.nextInt(4) == 0) {
                                text.append(MISTAKES.get(random.nextInt(MISTAKES.size())))
                                        .append('\n');
                            }
                        });
        return ConfParser.parseText("t", text.toString());
    }

    private static Bag<String> ids(Dialect dialect, ConfFile file, Severity severity) {
        return new Bag<>(
                linter(dialect).lint(file, Exposure.HIDDEN).findings().stream()
                        .map(Finding::problem)
                        .filter(problem -> problem.severity() == severity)
                        .map(problem -> problem.kind().id())
                        .toList());
    }

    /// The lines that a comment keeps a finding from. The comment may go once nothing is found
    /// there.
    private static Bag<String> suppressedLines(ConfFile file) {
        return bareLines(file.lines().filter(line -> line.content().contains("tsocks-lint")));
    }

    private static Bag<String> bareLines(Stream<ConfLine> lines) {
        return new Bag<>(lines.map(line -> line.content().replaceAll("#.*|\\s", "")).toList());
    }

    /// The characters of all passwords but for their quotes, in file order.
    private static String passwords(ConfFile file) {
        var all = new StringBuilder();
        file.lines()
                .flatMap(line -> line.secret().stream())
                .forEach(secret -> all.append(secret.reveal().replaceAll("[\"'\\s]", "")));
        return all.toString();
    }

    private static long destinations(ConfFile file) {
        return file.statements().stream()
                .filter(
                        statement ->
                                switch (statement) {
                                    case Statement.Local _,
                                            Statement.LocalHosts _,
                                            Statement.Reaches _,
                                            Statement.ReachesHosts _ ->
                                            true;
                                    case Statement.PathOpening _,
                                            Statement.PathClosing _,
                                            Statement.Setting _ ->
                                            false;
                                })
                .count();
    }

    static Linter linter(Dialect dialect) {
        return new Linter(new LintOptions(dialect, List.of(), List.of(), Optional.empty()));
    }

    /// A file and what becomes of it, round by round. An unsafe fix may change a route, after which
    /// another line is idle, so what one round may not do two may.
    private static List<ConfFile> rounds(ConfFile file, Dialect dialect, boolean unsafe) {
        Linter linter = linter(dialect);
        List<ConfFile> rounds = new ArrayList<>(List.of(file));
        FixRounds.of(
                linter.lint(file, Exposure.HIDDEN),
                unsafe,
                linter.options(),
                text -> {
                    rounds.add(text);
                    return linter.lint(text, Exposure.HIDDEN);
                });
        return rounds;
    }

    /// The file after all rounds of fixes.
    static ConfFile fixed(ConfFile file, Dialect dialect, boolean unsafe) {
        Linter linter = linter(dialect);
        return FixRounds.of(
                        linter.lint(file, Exposure.HIDDEN),
                        unsafe,
                        linter.options(),
                        text -> linter.lint(text, Exposure.HIDDEN))
                .linted()
                .file();
    }

    private static PolicyChart chart(ConfFile file) {
        return PolicyChart.of(PolicyCompiler.compile(file).policy());
    }
}
