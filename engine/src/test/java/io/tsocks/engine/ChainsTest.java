package io.tsocks.engine;

import static io.tsocks.engine.ChainedPolicies.THREE;
import static io.tsocks.engine.ChainedPolicies.compile;
import static io.tsocks.engine.ChainedPolicies.route;
import static io.tsocks.engine.ChainedPolicies.sound;
import static io.tsocks.engine.ChainedPolicies.ways;
import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfParser;
import io.tsocks.grammar.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The ways to servers behind servers. Lines are separated by commas.
class ChainsTest {

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
        String fallback =
                "path {,reaches = 192.0.2.0/24,server = socks5://10.2.0.1,},fallback = yes";
        assertThat(compile(fallback).problems())
                .extracting(Problem::help)
                .containsExactly(
                        "add: local = 10.2.0.1/255.255.255.255, or chain = yes, with which it is"
                                + " reached as other destinations are: by the fallback at line 5");
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
}
