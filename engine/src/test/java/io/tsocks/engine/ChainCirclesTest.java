package io.tsocks.engine;

import static io.tsocks.engine.ChainedPolicies.circles;
import static io.tsocks.engine.ChainedPolicies.compile;
import static io.tsocks.engine.ChainedPolicies.route;
import static io.tsocks.engine.ChainedPolicies.sound;
import static io.tsocks.engine.ChainedPolicies.ways;
import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfParser;
import org.junit.jupiter.api.Test;

/// Servers that are reached only through themselves.
class ChainCirclesTest {

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
}
