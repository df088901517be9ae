package io.tsocks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfParser;
import io.tsocks.net.Secret;
import io.tsocks.net.ServerKind;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the statements of a file mean together.
class PolicyCompilerTest {

    private static final String OFFICE =
            """
            local = 10.0.0.0/255.0.0.0
            path {
              reaches = 150.0.0.0/255.255.0.0
              reaches = 150.1.0.0:80-90/255.255.0.0
              server = 10.1.7.25
              server_type = 5
              default_user = anna
              default_pass = secret
            }
            path {
              reaches = 150.0.7.0/255.255.255.0
              server = 10.1.7.26
            }
            server = 10.0.0.1
            server_port = 1085
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    10.1.2.3      | 80   | direct
                    127.9.9.9     | 80   | direct
                    150.0.0.1     | 22   | via socks5://10.1.7.25:1080 (path at line 2)
                    150.1.0.1     | 80   | via socks5://10.1.7.25:1080 (path at line 2)
                    150.1.0.1     | 91   | via socks4://10.0.0.1:1085 (default server at line 14)
                    150.1.0.1     | 0    | via socks4://10.0.0.1:1085 (default server at line 14)
                    150.0.7.1     | 80   | via socks4://10.1.7.26:1080 (path at line 10)
                    8.8.8.8       | 53   | via socks4://10.0.0.1:1085 (default server at line 14)
                    ::1           | 80   | direct
                    ::ffff:10.1.1.1 | 80 | direct
                    2001:db8::1   | 80   | refused (the server socks4://10.0.0.1:1085 speaks SOCKS 4, which has no IPv6)
                    """)
    void routesAsTheFileSays(String address, int port, String expected) {
        PolicyEngine engine = PolicyEngine.of(compile(OFFICE).policy());
        assertThat(engine.decide(address, port, Resolver.none())).hasToString(expected);
    }

    @Test
    void everyPartOfAPolicySaysWhereItStands() {
        Policy policy = compile(OFFICE).policy();
        Rule.Path path = policy.paths().getFirst();
        assertThat(policy.locals())
                .extracting(local -> place(local.origin()))
                .containsExactly("", "", "test.conf:1: local = 10.0.0.0/255.0.0.0");
        assertThat(path.reaches())
                .extracting(reach -> place(reach.origin()))
                .containsExactly(
                        "test.conf:3: reaches = 150.0.0.0/255.255.0.0",
                        "test.conf:4: reaches = 150.1.0.0:80-90/255.255.0.0");
        assertThat(place(path.origin())).startsWith("test.conf:2: path {").endsWith("secret\n}");
        assertThat(place(policy.last().origin())).isEqualTo("test.conf:14: server = 10.0.0.1");
    }

    private static String place(Origin origin) {
        return origin.isBuiltIn()
                ? ""
                : origin.file()
                        + ":"
                        + origin.line()
                        + ": "
                        + OFFICE.substring(origin.span().start(), origin.span().end());
    }

    @Test
    void aServerHasItsLogin() {
        ProxyServer expected =
                new ProxyServer("10.1.7.25", 1080, ServerKind.SOCKS5, "anna", Secret.of("secret"));
        assertThat(compile(OFFICE).policy().paths().getFirst().upstream())
                .contains(Upstream.of(expected));
        assertThat(expected).hasToString("socks5://10.1.7.25:1080");
        assertThat(expected.password()).hasToString("Given[password=********]");
    }

    @Test
    void whatNothingReachesIsRefused() {
        PolicyEngine engine = PolicyEngine.of(compile("local = 10.0.0.0/8\n").policy());
        assertThat(engine.decide("8.8.8.8", 80, Resolver.none()))
                .hasToString("refused (no path decides for it, and there is no default server)");
    }

    @Test
    void fallbackSendsDirectlyWhatNothingReaches() {
        PolicyEngine engine = PolicyEngine.of(compile("fallback = yes\n").policy());
        assertThat(engine.decide("8.8.8.8", 80, Resolver.none()))
                .isEqualTo(new Decision(new Action.Direct(), engine.policy().last()));
    }

    @Test
    void aNameGoesUnresolvedWhereItsAddressDoesNotCount() {
        PolicyEngine engine = PolicyEngine.of(compile("server = socks5://127.0.0.1\n").policy());
        assertThat(engine.decide("host.example", 80, Resolver.none()).action())
                .isInstanceOf(Action.Via.class);
        for (String name : List.of("localhost", "LocalHost.", "db.localhost", "db.localhost.")) {
            assertThat(engine.decide(name, 80, Resolver.none()).action())
                    .isInstanceOf(Action.Direct.class);
        }
        assertThat(engine.decide("notlocalhost.", 80, Resolver.none()).action())
                .isNotInstanceOf(Action.Direct.class);
    }

    @ParameterizedTest
    @CsvSource({"socks4, false", "socks4a, true", "http, true"})
    void aNameIsResolvedWhereItsServerTakesNoNames(String scheme, boolean unresolved) {
        String text = "server = " + scheme + "://127.0.0.1:1080\n";
        PolicyEngine engine = PolicyEngine.of(compile(text).policy());
        assertThat(engine.decide("host.example", 80) instanceof HostDecision.Decided)
                .isEqualTo(unresolved);
        assertThat(
                        engine.decide(
                                        "host.example",
                                        80,
                                        _ -> List.of(InetAddress.ofLiteral("2001:db8::1")))
                                .action())
                .isInstanceOf(unresolved ? Action.Via.class : Action.Refused.class);
        assertThat(
                        engine.decide(
                                        "host.example",
                                        80,
                                        _ -> List.of(InetAddress.ofLiteral("192.0.2.1")))
                                .action())
                .isInstanceOf(Action.Via.class);
    }

    @Test
    void aHostIsDecidedOrNeedsAnAddress() {
        PolicyEngine engine = PolicyEngine.of(compile(OFFICE).policy());
        for (String host : List.of("10.1.2.3", "::1", "localhost")) {
            assertThat(engine.decide(host, 80))
                    .isEqualTo(new HostDecision.Decided(engine.decide(host, 80, Resolver.none())));
        }
        HostDecision name = engine.decide("host.example", 80);
        assertThat(name).isEqualTo(new HostDecision.NeedsAddress(engine.policy().last()));
        assertThat(name.orUnresolved("it does not resolve"))
                .hasToString(
                        "refused (it does not resolve, and the policy cannot decide without its"
                                + " address)");
    }

    @Test
    void aNameIsResolvedWhereItsAddressDecides() throws UnknownHostException {
        PolicyEngine engine = PolicyEngine.of(compile(OFFICE).policy());
        InetAddress inside = InetAddress.getByName("10.9.9.9");
        assertThat(engine.decide("host.example", 80, _ -> List.of(inside)).action())
                .isInstanceOf(Action.Direct.class);
        assertThat(engine.decide("host.example", 80, Resolver.none()).action())
                .isInstanceOfSatisfying(
                        Action.Refused.class,
                        refused ->
                                assertThat(refused.reason()).isEqualTo(Action.Reason.UNKNOWN_HOST));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    TS201 | 2 | server = 127.0.0.1 ; server = 127.0.0.2
                    TS202 | 1 | path { ; reaches = 1.0.0.0/8 ; }
                    TS203 | 1 | path { ; server = 127.0.0.1 ; }
                    TS204 | 1 | server = 10.0.0.1
                    TS204 | 3 | path { ; reaches = 1.0.0.0/8 ; server = 9.9.9.9 ; }
                    TS205 | 1 | server_port = 80
                    TS206 | 1 | reaches = 1.0.0.0/8
                    TS207 | 2 | server = 127.0.0.1 ; default_user = anna
                    TS208 | 3 | server = 127.0.0.1 ; server_type = 5 ; default_pass = secret
                    TS209 | 2 | path { ; fallback = yes ; reaches = 1.0.0.0/8 ; server = 127.0.0.1 ; }
                    TS210 | 2 | server = 127.0.0.1 ; fallback = yes
                    """)
    void saysWhatIsWrong(String id, int line, String lines) {
        String text = lines.replace(" ; ", "\n") + "\n";
        ConfFile file = ConfParser.parseText("test.conf", text);
        assertThat(file.problems()).isEmpty();
        assertThat(PolicyCompiler.compile(file).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.kind().id()).isEqualTo(id))
                .satisfies(
                        problem -> assertThat(file.lineAt(problem.span().start())).isEqualTo(line));
    }

    @Test
    void aCredentialOfMoreThan255BytesIsAnError() {
        String text =
                "server = 127.0.0.1\nserver_type = 5\ndefault_user = " + "é".repeat(128) + "\n";
        assertThat(compile(text).problems())
                .singleElement()
                .satisfies(
                        problem ->
                                assertThat(problem.kind())
                                        .isEqualTo(PolicyProblem.CREDENTIAL_TOO_LONG));
    }

    @Test
    void aPathLeftOpenKeepsItsStatements() {
        Policy policy = compile("path {\nreaches = 1.0.0.0/8\nserver = 127.0.0.1\n").policy();
        assertThat(policy.paths()).hasSize(1);
        assertThat(policy.last()).isInstanceOf(Rule.Nothing.class);
    }

    private static PolicyCompiler.Compilation compile(String text) {
        return PolicyCompiler.compile(ConfParser.parseText("test.conf", text));
    }
}
