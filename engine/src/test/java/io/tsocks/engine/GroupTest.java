package io.tsocks.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tsocks.grammar.ConfParser;
import io.tsocks.grammar.Problem;
import io.tsocks.net.Checks;
import io.tsocks.net.Recovery;
import io.tsocks.net.Secret;
import io.tsocks.net.Selection;
import io.tsocks.net.ServerKind;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroupTest {

    private static final ProxyServer FIRST = server("127.0.0.1", ServerKind.SOCKS5);
    private static final ProxyServer SECOND = server("127.0.0.2", ServerKind.SOCKS5);

    @Test
    void theServersOfABlockAreAGroupInTheirOrder() {
        Policy policy =
                sound(
                        """
                        path {
                        reaches = 10.0.0.0/8
                        server = http://127.0.0.2
                        server = socks5://127.0.0.1:1081
                        }
                        server = socks5://127.0.0.1
                        server = socks4a://127.0.0.3
                        server = http://127.0.0.2:3128
                        """);
        assertThat(policy.upstreams())
                .map(Upstream::toString)
                .containsExactly(
                        "http://127.0.0.2:80, else socks5://127.0.0.1:1081",
                        "socks5://127.0.0.1:1080, else socks4a://127.0.0.3:1080,"
                                + " else http://127.0.0.2:3128");
        assertThat(policy.servers()).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    -           | -           | FAILOVER    | after 2     | socks5://127.0.0.1:1080, else socks5://127.0.0.2:1080
                    failover    | after 3     | FAILOVER    | after 3     | socks5://127.0.0.1:1080, else socks5://127.0.0.2:1080
                    -           | immediately | FAILOVER    | immediately | socks5://127.0.0.1:1080, else socks5://127.0.0.2:1080
                    failover    | never       | FAILOVER    | never       | socks5://127.0.0.1:1080, else socks5://127.0.0.2:1080
                    round-robin | -           | ROUND_ROBIN | after 2     | socks5://127.0.0.1:1080 and socks5://127.0.0.2:1080 in turn
                    hash        | -           | HASH        | after 2     | socks5://127.0.0.1:1080 or socks5://127.0.0.2:1080 by host
                    fastest     | -           | FASTEST     | after 2     | the fastest of socks5://127.0.0.1:1080 and socks5://127.0.0.2:1080
                    """)
    void aGroupSelectsAndRecoversAsItsLinesSay(
            @Nullable String select,
            @Nullable String recover,
            Selection selection,
            String recovery,
            String words) {
        Upstream upstream =
                upstream(
                        "server = socks5://127.0.0.1\nserver = socks5://127.0.0.2\n"
                                + (select == null ? "" : "select = " + select + "\n")
                                + (recover == null ? "" : "recover = " + recover + "\n"));
        assertThat(upstream.servers()).containsExactly(FIRST, SECOND);
        assertThat(upstream.selection()).isEqualTo(selection);
        assertThat(upstream.recovery().words()).isEqualTo(recovery);
        assertThat(upstream).hasToString(words);
    }

    @Test
    void theUserAndThePasswordOfTheBlockGoToTheMembersThatTakeThem() {
        Upstream upstream =
                upstream(
                        """
                        server = socks5://ann@127.0.0.1
                        server = http://127.0.0.2
                        server = socks4://127.0.0.3
                        default_user = joe
                        default_pass = tulip
                        """);
        PasswordSource tulip = new PasswordSource.Given(Secret.of("tulip"));
        assertThat(upstream.servers())
                .extracting(ProxyServer::user, ProxyServer::password)
                .containsExactly(tuple("ann", tulip), tuple("joe", tulip), tuple(null, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    server = socks5://127.0.0.1,server = SOCKS5://127.0.0.1:1080/ | DUPLICATE_MEMBER | the group has this server already
                    server = socks5://127.0.0.1,select = hash        | SETTING_WITHOUT_GROUP  | select has no effect: there is one server to select from
                    server = 127.0.0.1,recover = never               | SETTING_WITHOUT_GROUP  | recover has no effect: there is one server only
                    server = socks5://127.0.0.1,check = 30s          | SETTING_WITHOUT_GROUP  | check has no effect: there is one server only, and no other to go to
                    check = 30s                                      | SETTING_WITHOUT_SERVER | check belongs to a server, and this block names none
                    server = http://127.0.0.1 weight 3               | WEIGHT_WITHOUT_EFFECT  | the weight has no effect: there is one server only
                    server = http://127.0.0.1 weight 1,server = http://127.0.0.2 | WEIGHT_WITHOUT_EFFECT | the weight has no effect: `select = failover` shares nothing out
                    server = http://127.0.0.1,server = http://127.0.0.2 weight 2,select = fastest | WEIGHT_WITHOUT_EFFECT | the weight has no effect: `select = fastest` shares nothing out
                    server = http://127.0.0.1 weight 2,server = http://127.0.0.1 weight 3,select = hash | DUPLICATE_MEMBER | the group has this server already
                    server = http://h,server = http://127.0.0.1,select = hash,recover = never | SETTING_WITHOUT_GROUP | recover has no effect: only `select = failover` prefers a server to others
                    select = hash                                    | SETTING_WITHOUT_SERVER | select belongs to a server, and this block names none
                    recover = never                                  | SETTING_WITHOUT_SERVER | recover belongs to a server, and this block names none
                    server = 127.0.0.1,server = socks5://127.0.0.2   | DUPLICATE_SETTING      | server is already given in this block, and the first one stands
                    server = socks5://127.0.0.1,server = 127.0.0.2   | DUPLICATE_SETTING      | server is already given in this block, and the first one stands
                    server = 127.0.0.1,server = 127.0.0.2            | DUPLICATE_SETTING      | server is already given in this block, and the first one stands
                    server = http://127.0.0.1,server = socks5://127.0.0.2,select = hash,select = hash | DUPLICATE_SETTING | select is already given in this block, and the first one stands
                    server = http://127.0.0.1,server_type = 5        | SAID_BY_URI            | server_type has no effect: the server is http://127.0.0.1:80
                    server = http://a@127.0.0.1,server = http://b@127.0.0.1,default_user = c | SAID_BY_URI | default_user has no effect: the server is http://a@127.0.0.1:80
                    server = socks4://127.0.0.1,server = socks4a://127.0.0.1,default_user = c | CREDENTIALS_WITH_SOCKS4 | SOCKS 4 has no login, so default_user is never sent
                    server = socks4://a@127.0.0.1,server = http://127.0.0.1 | CREDENTIALS_WITH_SOCKS4 | SOCKS 4 has no login, so the user of the URI is never sent
                    server = http://127.0.0.1,server = socks5://127.0.0.1,default_pass = x | PASSWORD_WITHOUT_USER | a password is given, but no user name to go with it
                    server = socks5://127.0.0.1,server = socks5://10.0.0.1 | SERVER_NOT_LOCAL | the server 10.0.0.1 is in no local network
                    """)
    void whatIsWrongWithAGroupIsReportedOnce(String lines, PolicyProblem kind, String message) {
        List<Problem> problems = compile(lines.replace(",", "\n") + "\n").problems();
        assertThat(problems).extracting(Problem::kind).contains(kind);
        assertThat(problems)
                .filteredOn(problem -> problem.kind() == kind)
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).startsWith(message));
    }

    @Test
    void aSecondServerWithoutASchemeNeverJoinsAGroup() {
        assertThat(compile("server = 127.0.0.1\nserver = socks5://127.0.0.2\n").policy().servers())
                .extracting(ProxyServer::uri)
                .containsExactly("socks4://127.0.0.1:1080");
    }

    @Test
    void aLongUserIsNoProblemOfAnHttpProxy() {
        String user = "j".repeat(256);
        String line = "default_user = " + user + "\n";
        assertThat(compile("server = http://127.0.0.1\n" + line).problems()).isEmpty();
        assertThat(compile("server = http://" + user + "@127.0.0.1\n").problems()).isEmpty();
        assertThat(
                        compile("server = http://127.0.0.1\nserver = socks5://127.0.0.1\n" + line)
                                .problems())
                .extracting(Problem::kind)
                .containsExactly(PolicyProblem.CREDENTIAL_TOO_LONG);
    }

    @Test
    void onlyMembersThatCanCarryAConnectionAreLeft() throws Exception {
        PolicyEngine engine =
                PolicyEngine.of(
                        compile(
                                        """
                                        server = socks5://10.0.0.1
                                        server = socks4://127.0.0.1
                                        server = socks4a://127.0.0.2
                                        server = http://127.0.0.3
                                        remote_dns = yes
                                        """)
                                .policy());
        assertThat(uris(engine.decide(InetAddress.getByName("192.0.2.1"), 80)))
                .containsExactly(
                        "socks4://127.0.0.1:1080",
                        "socks4a://127.0.0.2:1080",
                        "http://127.0.0.3:80");
        assertThat(uris(engine.decide(InetAddress.getByName("2001:db8::1"), 80)))
                .containsExactly("http://127.0.0.3:80");
        assertThat(uris(engine.decide("host.example", 80, Resolver.none())))
                .containsExactly("socks4a://127.0.0.2:1080", "http://127.0.0.3:80");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    server = socks4://127.0.0.1,server = socks5://10.0.0.1 | 2001:db8::1 | IPV6_OVER_SOCKS4 | the server socks4://127.0.0.1:1080 speaks SOCKS 4
                    server = socks5://10.0.0.1,server = socks4://127.0.0.1 | 2001:db8::1 | SERVER_NOT_LOCAL | the server socks5://10.0.0.1:1080 of the
                    server = socks5://10.0.0.1,server = http://10.0.0.2    | 192.0.2.1   | SERVER_NOT_LOCAL | the server socks5://10.0.0.1:1080 of the
                    server = socks4://127.0.0.1,server = socks4://127.0.0.2,remote_dns = yes | host.example | NAME_OVER_SOCKS4 | the server socks4://127.0.0.1:1080 speaks SOCKS 4
                    """)
    void theReasonOfTheFirstMemberIsGivenIfNoneIsLeft(
            String lines, String host, Action.Reason reason, String message) {
        Policy policy = compile(lines.replace(",", "\n") + "\n").policy();
        Decision decision = PolicyEngine.of(policy).decide(host, 80, Resolver.system());
        assertThat(decision.action())
                .isInstanceOfSatisfying(
                        Action.Refused.class,
                        refused -> {
                            assertThat(refused.reason()).isEqualTo(reason);
                            assertThat(refused.message()).startsWith(message);
                        });
    }

    @Test
    void whatIsKnownOfPlacesLaterIsTakenFromADecision() throws Exception {
        Policy policy =
                compile(
                                """
                                local = 10.0.0.0/8
                                server = socks5://in.example
                                server = socks4://127.0.0.1
                                server = socks5://out.example
                                """)
                        .policy();
        Decision before = PolicyEngine.of(policy).decide(InetAddress.getByName("::2"), 80);
        assertThat(uris(before))
                .containsExactly("socks5://in.example:1080", "socks5://out.example:1080");
        Policy known =
                policy.withServerAddresses(
                        host ->
                                List.of(
                                        InetAddress.getByName(
                                                host.equals("in.example")
                                                        ? "10.0.0.1"
                                                        : "192.0.2.1")));
        assertThat(uris(known.settled(before))).containsExactly("socks5://in.example:1080");
    }

    @ParameterizedTest
    @ValueSource(strings = {"round-robin", "hash"})
    void serversHaveTheWeightsOfTheirLines(String select) {
        Upstream upstream =
                upstream(
                        "server = socks5://127.0.0.1 weight 3\nserver = socks5://127.0.0.2\n"
                                + "server = http://127.0.0.3 weight 256\nselect = "
                                + select);
        assertThat(upstream.weights()).containsExactly(3, 1, 256);
        assertThat(upstream.isWeighted()).isTrue();
        assertThat(upstream.weight(SECOND)).isEqualTo(1);
        assertThat(upstream.only(server -> !server.equals(SECOND)).orElseThrow().weights())
                .containsExactly(3, 256);
    }

    @Test
    void aGroupIsCheckedAsItsLineSays() {
        String servers = "server = socks5://127.0.0.1\nserver = socks5://127.0.0.2\n";
        assertThat(upstream(servers + "check = 90s\n").checks().words()).isEqualTo("90s");
        assertThat(upstream(servers + "check = 120s\n").checks().words()).isEqualTo("2m");
        assertThat(upstream(servers + "check = none\n")).isEqualTo(upstream(servers));
        assertThat(upstream(servers + "check = 1s\n").only(FIRST::equals))
                .contains(Upstream.of(FIRST));
    }

    @Test
    void whatHasNoEffectMakesNoDifference() {
        assertThat(
                        new Upstream(
                                List.of(FIRST, SECOND),
                                List.of(3, 1),
                                Selection.FASTEST,
                                Recovery.standard(),
                                new Checks.None()))
                .isEqualTo(
                        new Upstream(
                                List.of(FIRST, SECOND), Selection.FASTEST, Recovery.standard()));
        assertThat(new Upstream(List.of(FIRST), Selection.HASH, new Recovery.Never()))
                .isEqualTo(Upstream.of(FIRST));
        List<ProxyServer> both = List.of(FIRST, SECOND);
        assertThat(new Upstream(both, Selection.HASH, new Recovery.Never()))
                .isEqualTo(new Upstream(both, Selection.HASH, Recovery.standard()));
        assertThat(new Upstream(both, Selection.FAILOVER, new Recovery.Never()))
                .isNotEqualTo(new Upstream(both, Selection.FAILOVER, Recovery.standard()));
        assertThat(new Upstream(both, Selection.FAILOVER, Recovery.standard()))
                .isNotEqualTo(
                        new Upstream(both.reversed(), Selection.FAILOVER, Recovery.standard()));
    }

    @Test
    void aGroupHasEachServerOnce() {
        assertThatThrownBy(
                        () ->
                                new Upstream(
                                        List.of(FIRST, FIRST),
                                        Selection.FAILOVER,
                                        Recovery.standard()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Upstream(List.of(), Selection.FAILOVER, Recovery.standard()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> uris(Decision decision) {
        return ((Action.Via) decision.action()).servers().stream().map(ProxyServer::uri).toList();
    }

    private static ProxyServer server(String host, ServerKind kind) {
        return new ProxyServer(host, 1080, kind, null, null);
    }

    private static Upstream upstream(String lines) {
        return sound(lines).upstreams().findFirst().orElseThrow();
    }

    private static Policy sound(String lines) {
        PolicyCompiler.Compilation compilation = compile(lines);
        assertThat(compilation.problems()).isEmpty();
        return compilation.policy();
    }

    private static PolicyCompiler.Compilation compile(String lines) {
        return PolicyCompiler.compile(ConfParser.parseText("test.conf", lines));
    }
}
