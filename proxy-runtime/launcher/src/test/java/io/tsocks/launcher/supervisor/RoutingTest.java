package io.tsocks.launcher.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.engine.Resolver;
import io.tsocks.linux.InetEndpoint;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoutingTest {

    private static final Resolver TWO_ADDRESSES =
            name ->
                    List.of(
                            InetAddress.ofLiteral("10.1.7.25"),
                            InetAddress.ofLiteral("203.0.113.9"));

    private static Routing.Plan plan(String policy, String host, int port) {
        return Supervised.routing(policy, TWO_ADDRESSES).plan(endpoint(host, port));
    }

    private static InetEndpoint endpoint(String host, int port) {
        return InetEndpoint.forSocket(
                        false, new InetSocketAddress(InetAddress.ofLiteral(host), port))
                .orElseThrow();
    }

    @Test
    void onlyTheAddressesAtWhichAServerIsConnectedToAreDirect() {
        String policy = "local = 10.0.0.0/8\nserver = socks5://proxy.test:1080\n";
        assertThat(plan(policy, "10.1.7.25", 1080)).isInstanceOf(Routing.Plan.Direct.class);
        assertThat(plan(policy, "203.0.113.9", 1080)).isInstanceOf(Routing.Plan.Via.class);
    }

    @Test
    void noResolverIsAskedForAServerBelowOnion() {
        List<String> asked = new ArrayList<>();
        Routing routing =
                Supervised.routing(
                        "server = socks5://A.Onion:1080\n",
                        name -> {
                            asked.add(name);
                            return List.of(InetAddress.ofLiteral("127.0.0.1"));
                        });
        assertThat(routing.plan(endpoint("192.0.2.1", 80)))
                .isInstanceOfSatisfying(
                        Routing.Plan.Refused.class,
                        refused ->
                                assertThat(refused.message())
                                        .isEqualTo(
                                                "the name of the server a.onion must not be"
                                                        + " resolved here (RFC 7686)"));
        assertThat(routing.unresolved()).containsExactly("a.onion");
        assertThat(asked).isEmpty();
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

    @Test
    void aServerWhoseNameHasALocalAddressNoMoreCannotBeReached() {
        String policy = "local = 10.0.0.0/8\nserver = socks5://proxy.test:1080\n";
        Deque<String> answers = new ArrayDeque<>(List.of("10.1.7.25", "10.1.7.26", "203.0.113.9"));
        Routing routing =
                Supervised.routing(
                        policy, _ -> List.of(InetAddress.ofLiteral(answers.removeFirst())));
        Routing.Plan.Via first = (Routing.Plan.Via) routing.plan(endpoint("192.0.2.1", 80));
        routing.lookUpAgain(first.upstream().servers());
        assertThat(routing.renewed(first).orElseThrow().ways().values())
                .singleElement()
                .asString()
                .contains("10.1.7.26")
                .doesNotContain("10.1.7.25");
        routing.lookUpAgain(first.upstream().servers());
        assertThat(routing.renewed(first)).isEmpty();
        assertThat(routing.plan(endpoint("192.0.2.1", 80)))
                .isInstanceOf(Routing.Plan.Refused.class);
    }
}
