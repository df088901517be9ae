package io.tsocks.launcher.supervisor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.engine.PolicyCompiler;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.engine.Resolver;
import io.tsocks.grammar.ConfParser;
import io.tsocks.linux.InetEndpoint;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoutingTest {

    private static final Resolver TWO_ADDRESSES =
            name ->
                    List.of(
                            InetAddress.ofLiteral("10.1.7.25"),
                            InetAddress.ofLiteral("203.0.113.9"));

    private static Routing.Plan plan(String policy, String host, int port) {
        PolicyEngine engine =
                PolicyEngine.of(
                        PolicyCompiler.compile(ConfParser.parse("test", policy.getBytes(UTF_8)))
                                .policy());
        InetEndpoint to =
                InetEndpoint.forSocket(
                                false, new InetSocketAddress(InetAddress.ofLiteral(host), port))
                        .orElseThrow();
        return Routing.of(engine, TWO_ADDRESSES).plan(to);
    }

    @Test
    void onlyTheAddressesAtWhichAServerIsConnectedToAreDirect() {
        String policy = "local = 10.0.0.0/8\nserver = socks5://proxy.test:1080\n";
        assertThat(plan(policy, "10.1.7.25", 1080)).isInstanceOf(Routing.Plan.Direct.class);
        assertThat(plan(policy, "203.0.113.9", 1080)).isInstanceOf(Routing.Plan.Via.class);
    }

    @Test
    void aServerBehindAnotherIsNotConnectedTo() {
        String policy =
                """
                chain = yes
                path {
                    reaches = 203.0.113.0/24
                    server = socks5://127.0.0.1:1081
                }
                server = socks5://203.0.113.8:1080
                """;
        assertThat(plan(policy, "203.0.113.8", 1080)).isInstanceOf(Routing.Plan.Via.class);
        assertThat(plan(policy, "192.0.2.1", 80))
                .isInstanceOfSatisfying(
                        Routing.Plan.Via.class,
                        via ->
                                assertThat(via.ways().values())
                                        .singleElement()
                                        .satisfies(
                                                ways ->
                                                        assertThat(ways.getFirst().addresses())
                                                                .containsExactly(
                                                                        new InetSocketAddress(
                                                                                InetAddress
                                                                                        .ofLiteral(
                                                                                                "127.0.0.1"),
                                                                                1081))));
    }
}
