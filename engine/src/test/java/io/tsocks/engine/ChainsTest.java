package io.tsocks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfParser;
import io.tsocks.grammar.Problem;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The ways to servers behind servers. Lines are separated by commas.
class ChainsTest {

    /// Three servers, each behind the one before it.
    private static final String THREE =
            """
            local = 10.1.0.0/16
            path {
                reaches = 10.2.0.0/16
                server = socks5://10.1.0.1
            }
            path {
                reaches = 10.3.0.0/16
                server = http://10.2.0.1:3128
            }
            path {
                reaches = 10.4.0.0/16
                server = socks4a://10.3.0.1
            }
            """;

    private static final Resolver RESOLVER =
            host ->
                    switch (host) {
                        case "in.example" -> List.of(InetAddress.ofLiteral("10.1.0.9"));
                        case "out.example" -> List.of(InetAddress.ofLiteral("10.2.0.9"));
                        case "both.example" ->
                                List.of(
                                        InetAddress.ofLiteral("10.9.0.9"),
                                        InetAddress.ofLiteral("10.1.0.9"));
                        default -> throw new UnknownHostException(host);
                    };

    @Test
    void aServerIsReachedAsThePolicySaysOfItsAddress() {
        Policy policy = sound(THREE + "chain = yes\n");
        assertThat(ways(policy))
                .containsExactly(
                        "socks5://10.1.0.1:1080 directly",
                        "http://10.2.0.1:3128 via socks5://10.1.0.1:1080 (path at line 2)",
                        "socks4a://10.3.0.1:1080 via http://10.2.0.1:3128 (path at line 6)");
        assertThat(route(policy, "10.4.0.1"))
                .isEqualTo("via socks4a://10.3.0.1:1080 (path at line 10)");
    }

    @Test
    void withoutChainAServerMustBeLocal() {
        for (String line : List.of("", "chain = no\n")) {
            PolicyCompiler.Compilation compilation = compile(THREE + line);
            assertThat(compilation.problems())
                    .extracting(Problem::kind)
                    .containsExactly(
                            PolicyProblem.SERVER_NOT_LOCAL, PolicyProblem.SERVER_NOT_LOCAL);
            assertThat(ways(compilation.policy()))
                    .containsExactly(
                            "socks5://10.1.0.1:1080 directly",
                            "http://10.2.0.1:3128 SERVER_NOT_LOCAL is in no local network",
                            "socks4a://10.3.0.1:1080 SERVER_NOT_LOCAL is in no local network");
            assertThat(route(compilation.policy(), "10.4.0.1"))
                    .isEqualTo(
                            "refused (the server socks4a://10.3.0.1:1080 of the path at line 10 is"
                                    + " in no local network)");
        }
    }

    @Test
    void theAdviceNamesChainIfThatReachesTheServer() {
        assertThat(compile(THREE).problems())
                .extracting(Problem::help)
                .containsExactly(
                        "add: local = 10.2.0.1/255.255.255.255, or chain = yes to reach it through"
                                + " the other server",
                        "add: local = 10.3.0.1/255.255.255.255, or chain = yes to reach it through"
                                + " the other server");
        assertThat(compile("server = socks5://10.2.0.1\n").problems())
                .extracting(Problem::help)
                .containsExactly("add: local = 10.2.0.1/255.255.255.255");
    }

    @Test
    void portsCountForServersToo() {
        String path = "path {,reaches = 10.2.0.1:1081/32,server = socks5://127.0.0.1,},chain = yes";
        assertThat(ways(compile(path + ",server = socks5://10.2.0.1:1081").policy()))
                .contains("socks5://10.2.0.1:1081 via socks5://127.0.0.1:1080 (path at line 1)");
        assertThat(compile(path + ",server = socks5://10.2.0.1:1080").problems())
                .extracting(Problem::kind)
                .containsExactly(PolicyProblem.CHAIN_IN_CIRCLE);
    }

    @Test
    void theLastPathThatReachesAServerCounts() {
        assertThat(
                        ways(
                                sound(
                                        """
                                        path {
                                            reaches = 10.2.0.0/16
                                            server = socks5://127.0.0.1
                                        }
                                        path {
                                            reaches = 10.2.0.0/24
                                            server = http://127.0.0.2
                                        }
                                        server = socks5://10.2.0.1
                                        chain = yes
                                        """)))
                .contains("socks5://10.2.0.1:1080 via http://127.0.0.2:80 (path at line 5)");
    }

    @Test
    void aServerIsAskedForByNameIfALineListsItsName() {
        Policy policy =
                sound(
                        """
                        path {
                            reaches = .example
                            server = socks4a://127.0.0.1
                        }
                        path {
                            reaches = 10.2.0.0/16
                            server = socks5://127.0.0.2
                        }
                        server = socks5://nowhere.example
                        chain = yes
                        """);
        String way = "socks5://nowhere.example:1080 via socks4a://127.0.0.1:1080 (path at line 1)";
        assertThat(ways(policy)).contains(way);
        assertThat(ways(policy.withServerAddresses(RESOLVER))).contains(way);
    }

    /// As of destinations, lines about names are asked before those about addresses.
    @Test
    void theNameOfAServerCountsBeforeItsAddress() {
        String path = "path {,reaches = in.example,server = http://127.0.0.1,},chain = yes,";
        Policy policy = sound("local = 10.1.0.0/16," + path + "server = http://in.example");
        String way = "http://in.example:80 via http://127.0.0.1:80 (path at line 2)";
        assertThat(ways(policy)).contains(way);
        Policy known = policy.withServerAddresses(RESOLVER);
        assertThat(ways(known)).contains(way);
        assertThat(known.serverAddresses()).isEmpty();
        assertThat(ways(policy.withAddressesOf(policy.servers().toList().getLast(), RESOLVER)))
                .contains(way);
    }

    @Test
    void aPathThatListsTheNameOfItsServerIsACircleUnlessTheNameIsLocal() {
        String path = "path {,reaches = .example,server = http://in.example,},chain = yes";
        assertThat(circles(path + ",fallback = yes"))
                .containsExactly("http://in.example:80 through http://in.example:80");
        assertThat(ways(sound("local = in.example," + path)))
                .containsExactly("http://in.example:80 directly (local at line 1)");
    }

    @Test
    void aLocalNameIsReachedDirectly() {
        assertThat(
                        ways(
                                sound(
                                        """
                                        local = .example
                                        path {
                                            reaches = *
                                            server = socks5://127.0.0.1
                                        }
                                        server = socks5://out.example
                                        chain = yes
                                        """)))
                .contains("socks5://out.example:1080 directly (local at line 1)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    in.example      | directly
                    out.example     | via socks5://10.1.0.1:1080 (path at line 2)
                    both.example    | directly
                    localhost       | directly
                    nowhere.example | SERVER_UNKNOWN has a name without an address
                    """)
    void theAddressOfANameCountsIfNoLineListsIt(String host, String way) {
        String line = "server = socks5://" + host + "\nchain = yes\n";
        Policy policy = compile(THREE + line).policy();
        String server = "socks5://" + host + ":1080 ";
        assertThat(ways(policy)).contains(server + "directly");
        assertThat(ways(policy.withServerAddresses(RESOLVER))).contains(server + way);
    }

    @Test
    void aGroupReachesAServerByThoseThatCanBeUsed() {
        Policy policy =
                compile(
                                """
                                path {
                                    reaches = 10.2.0.0/16
                                    server = socks5://10.9.0.1
                                    server = socks5://127.0.0.1
                                    server = http://127.0.0.2
                                    select = hash
                                }
                                path {
                                    reaches = 10.3.0.0/16
                                    server = socks5://10.2.0.1
                                }
                                chain = yes
                                """)
                        .policy();
        assertThat(ways(policy))
                .containsExactly(
                        "socks5://10.9.0.1:1080 SERVER_NOT_LOCAL is in no local network, and"
                                + " nothing else reaches it",
                        "socks5://127.0.0.1:1080 directly",
                        "http://127.0.0.2:80 directly",
                        "socks5://10.2.0.1:1080 via socks5://127.0.0.1:1080 or http://127.0.0.2:80"
                                + " by host (path at line 1)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    reaches = 2001:db8::/32 | socks4a://127.0.0.1 | 2001:db8::1 | is reached through socks4a://127.0.0.1:1080, which has no IPv6
                    reaches = 2001:db8::/32 | socks5://127.0.0.1  | 2001:db8::1 | -
                    reaches = .example      | socks4://127.0.0.1  | h.example   | is reached through socks4://127.0.0.1:1080, which has no host names
                    reaches = .example      | http://127.0.0.1    | h.example   | -
                    """)
    void aServerIsReachedOnlyThroughWhatCarriesItsAddress(
            String reaches, String first, String host, String why) {
        String shown = host.contains(":") ? "[" + host + "]" : host;
        PolicyCompiler.Compilation compilation =
                compile(
                        "path {,"
                                + reaches
                                + ",server = "
                                + first
                                + ",},server = socks5://"
                                + shown
                                + ",chain = yes");
        if (why.equals("-")) {
            assertThat(compilation.problems()).isEmpty();
        } else {
            assertThat(compilation.problems())
                    .singleElement()
                    .satisfies(
                            problem -> {
                                assertThat(problem.kind())
                                        .isEqualTo(PolicyProblem.SERVER_NOT_LOCAL);
                                assertThat(problem.message())
                                        .isEqualTo("the server " + host + " " + why);
                            });
        }
    }

    @Test
    void aGroupReachesAServerByThoseThatCarryItsAddress() {
        assertThat(
                        ways(
                                sound(
                                        """
                                        path {
                                            reaches = 2001:db8::/32
                                            server = socks4://127.0.0.1
                                            server = socks5://127.0.0.2
                                        }
                                        server = http://[2001:db8::1]:3128
                                        chain = yes
                                        """)))
                .contains("http://[2001:db8::1]:3128 via socks5://127.0.0.2:1080 (path at line 1)");
    }

    @Test
    void aFallbackReachesServersDirectly() {
        assertThat(
                        ways(
                                sound(
                                        """
                                        path {
                                            reaches = 10.3.0.0/16
                                            server = socks5://10.2.0.1
                                        }
                                        fallback = yes
                                        chain = yes
                                        """)))
                .containsExactly("socks5://10.2.0.1:1080 directly (fallback at line 5)");
    }

    @Test
    void aPathWithoutAServerReachesNone() {
        assertThat(
                        compile(
                                        "path {,reaches = 10.2.0.0/16,},server = http://10.2.0.1,chain = yes")
                                .problems())
                .filteredOn(problem -> problem.kind() == PolicyProblem.SERVER_NOT_LOCAL)
                .extracting(Problem::message)
                .containsExactly(
                        "the server 10.2.0.1 is reached by the path at line 1, which names no"
                                + " server");
    }

    @Test
    void onlyTheServerWithTheMistakeIsReported() {
        PolicyCompiler.Compilation compilation =
                compile(THREE.replace("local = 10.1.0.0/16\n", "") + "chain = yes\n");
        assertThat(compilation.problems())
                .extracting(Problem::message)
                .containsExactly(
                        "the server 10.1.0.1 is in no local network, and nothing else reaches it");
        assertThat(route(compilation.policy(), "10.4.0.1"))
                .isEqualTo(
                        "refused (the server socks4a://10.3.0.1:1080 of the path at line 9 is"
                                + " reached through socks5://10.1.0.1:1080, which is in no local"
                                + " network, and nothing else reaches it)");
    }

    @Test
    void theDefaultServerIsNoWayToItself() {
        assertThat(circles("server = socks5://10.2.0.1,chain = yes"))
                .containsExactly("socks5://10.2.0.1:1080 through socks5://10.2.0.1:1080");
    }

    @Test
    void circlesOfTwoAndThreeAreReportedAtEachServer() {
        String two = "path {,reaches = 10.2.0.0/16,server = http://10.3.0.1,},";
        assertThat(circles(two + "server = http://10.2.0.1,chain = yes"))
                .containsExactly(
                        "http://10.3.0.1:80 through http://10.2.0.1:80 through http://10.3.0.1:80",
                        "http://10.2.0.1:80 through http://10.3.0.1:80 through http://10.2.0.1:80");
        String three = two + "path {,reaches = 10.3.0.0/16,server = http://10.4.0.1,},";
        assertThat(circles(three + "server = http://10.2.0.1,chain = yes"))
                .hasSize(3)
                .contains(
                        "http://10.4.0.1:80 through http://10.2.0.1:80 through http://10.3.0.1:80"
                                + " through http://10.4.0.1:80");
    }

    @Test
    void aCircleIsReportedWhereTheServerStands() {
        ConfFile file = ConfParser.parseText("t.conf", "chain = yes\nserver = socks5://10.2.0.1\n");
        assertThat(PolicyCompiler.compile(file).problems())
                .singleElement()
                .satisfies(
                        problem -> {
                            assertThat(problem.kind().id()).isEqualTo("TS216");
                            assertThat(file.text(problem.span()))
                                    .isEqualTo("server = socks5://10.2.0.1");
                        });
    }

    @Test
    void whatLeadsIntoACircleIsRefusedButNotReported() {
        PolicyCompiler.Compilation compilation =
                compile(
                        "path {,reaches = 10.5.0.0/16,server = http://10.3.0.1,},"
                                + "server = http://10.2.0.1,chain = yes");
        assertThat(compilation.policy().circles()).hasSize(1);
        assertThat(compilation.problems()).hasSize(1);
        assertThat(route(compilation.policy(), "10.5.0.1"))
                .isEqualTo(
                        "refused (the server http://10.3.0.1:80 of the path at line 1 is reached"
                                + " through http://10.2.0.1:80, which could only be reached through"
                                + " itself)");
    }

    /// Each of the two servers is in the group that reaches the other.
    @Test
    void aMemberThatLeadsBackIsLeftOut() {
        Policy policy =
                sound(
                        """
                        path {
                            reaches = 10.2.0.0/16
                            server = http://10.3.0.1
                            server = http://127.0.0.1
                        }
                        path {
                            reaches = 10.3.0.0/16
                            server = http://10.2.0.1
                        }
                        chain = yes
                        """);
        assertThat(ways(policy))
                .containsExactly(
                        "http://10.3.0.1:80 via http://10.2.0.1:80 (path at line 6)",
                        "http://127.0.0.1:80 directly",
                        "http://10.2.0.1:80 via http://127.0.0.1:80 (path at line 1)");
        assertThat(policy.circles()).isEmpty();
    }

    @Test
    void aChainThatNoServerNeedsIsReported() {
        for (String servers : List.of("server = socks5://127.0.0.1\n", "fallback = yes\n")) {
            ConfFile file = ConfParser.parseText("t.conf", servers + "chain = yes\n");
            assertThat(PolicyCompiler.compile(file).problems())
                    .singleElement()
                    .satisfies(
                            problem -> {
                                assertThat(problem.kind().id()).isEqualTo("TS217");
                                assertThat(file.text(problem.span())).isEqualTo("chain = yes");
                            });
        }
        assertThat(compile("server = socks5://127.0.0.1,chain = no").problems()).isEmpty();
        assertThat(compile("server = socks5://in.example,chain = yes").problems()).isEmpty();
    }

    @Test
    void chainIsASettingOfTheFileAndTheFirstOneCounts() {
        assertThat(compile(THREE + "chain = yes\nchain = no\n"))
                .satisfies(
                        compilation -> {
                            assertThat(compilation.policy().chains()).isTrue();
                            assertThat(compilation.problems())
                                    .extracting(Problem::kind)
                                    .containsExactly(PolicyProblem.DUPLICATE_SETTING);
                        });
        assertThat(
                        compile(
                                THREE.replace(
                                        "http://10.2.0.1:3128\n",
                                        "http://10.2.0.1\nchain = yes\n")))
                .satisfies(
                        compilation -> {
                            assertThat(compilation.policy().chains()).isTrue();
                            assertThat(compilation.problems())
                                    .extracting(Problem::kind)
                                    .containsExactly(PolicyProblem.FILE_SETTING_IN_PATH);
                        });
    }

    @Test
    void thePolicyKeepsItsChainWhateverElseChanges() {
        Policy policy = sound(THREE + "chain = yes\n");
        assertThat(policy.chainOrigin().map(Origin::line)).contains(14);
        assertThat(policy.withRemoteDns().chains()).isTrue();
        assertThat(ways(policy.withRemoteDns())).isEqualTo(ways(policy));
        assertThat(policy.withChain()).isSameAs(policy);
        assertThat(ways(compile(THREE).policy().withChain())).isEqualTo(ways(policy));
    }

    private static List<String> circles(String lines) {
        List<Problem> problems = compile(lines).problems();
        assertThat(problems).extracting(Problem::kind).containsOnly(PolicyProblem.CHAIN_IN_CIRCLE);
        return problems.stream()
                .map(problem -> problem.message().substring(problem.message().indexOf(": ") + 2))
                .toList();
    }

    private static List<String> ways(Policy policy) {
        return policy.servers()
                .map(server -> server.uri() + " " + words(policy.wayTo(server)))
                .collect(Collectors.toList());
    }

    private static String words(ServerWay way) {
        return switch (way) {
            case ServerWay.Local _ -> "directly";
            case ServerWay.Direct(Rule rule) -> "directly (" + rule.describe() + ")";
            case ServerWay.Through(Upstream upstream, Rule rule, _) ->
                    "via " + upstream + " (" + rule.describe() + ")";
            case ServerWay.Nowhere(Action.Reason reason, String why) -> reason + " " + why;
        };
    }

    private static String route(Policy policy, String address) {
        return PolicyEngine.of(policy).decide(InetAddress.ofLiteral(address), 80).toString();
    }

    private static Policy sound(String lines) {
        PolicyCompiler.Compilation compilation = compile(lines);
        assertThat(compilation.problems()).isEmpty();
        return compilation.policy();
    }

    private static PolicyCompiler.Compilation compile(String lines) {
        return PolicyCompiler.compile(
                ConfParser.parseText("test.conf", lines.replace(",", "\n").strip() + "\n"));
    }
}
