package io.tsocks.launcher.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.engine.PolicyEngine;
import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.Resolver;
import io.tsocks.linux.InetEndpoint;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
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
    void aNameWithoutAnAddressIsLookedUpOnceASecondWhileItIsNeeded() throws Exception {
        PolicyEngine engine =
                Supervised.engine("local = 10.0.0.0/8\nserver = socks5://proxy.test:1080\n");
        AtomicLong now = new AtomicLong(Long.MAX_VALUE);
        Set<String> resolving = new HashSet<>();
        Resolver resolver =
                name -> {
                    if (resolving.contains(name)) {
                        return List.of(InetAddress.ofLiteral("10.1.7.25"));
                    }
                    throw new UnknownHostException(name);
                };
        Routing routing = Routing.of(engine, resolver, now::get);
        Routing.Plan refused = routing.plan(endpoint("192.0.2.1", 80));
        Set<ProxyServer> due = routing.dueFor(refused);
        assertThat(due).extracting(ProxyServer::label).containsExactly("proxy.test");
        routing.lookUpAgain(due);
        now.addAndGet(999_999_999);
        assertThat(routing.dueFor(refused)).isEmpty();
        now.addAndGet(1);
        assertThat(routing.dueFor(refused)).isEqualTo(due);
        resolving.add("proxy.test");
        routing.lookUpAgain(due);
        assertThat(routing.plan(endpoint("192.0.2.1", 80))).isInstanceOf(Routing.Plan.Via.class);
        assertThat(routing.dueFor(refused)).as("a plan from before the lookup").isEqualTo(due);
    }

    /// A plan is from before or after a lookup, and nothing between.
    @Test
    void aPlanThatIsMadeWhileALookupEndsIsOfOneMoment() throws Exception {
        PolicyEngine engine =
                Supervised.engine("local = 10.0.0.0/8\nserver = socks5://proxy.test:1080\n");
        for (int i = 0; i < 2_000; i++) {
            AtomicBoolean resolves = new AtomicBoolean();
            Routing routing =
                    Routing.of(
                            engine,
                            name -> {
                                if (resolves.get()) {
                                    return List.of(InetAddress.ofLiteral("10.1.7.25"));
                                }
                                throw new UnknownHostException(name);
                            });
            Routing.Plan plan = routing.plan(endpoint("192.0.2.1", 80));
            Set<ProxyServer> due = routing.dueFor(plan);
            resolves.set(true);
            Thread lookup = Thread.ofPlatform().start(() -> routing.lookUpAgain(due));
            while (plan instanceof Routing.Plan.Refused refused) {
                assertThat(refused.unresolved()).as(refused.message()).isEqualTo(due);
                plan = routing.plan(endpoint("192.0.2.1", 80));
            }
            lookup.join();
        }
    }

    @Test
    void noLookupHelpsAServerInNoLocalNetwork() {
        Routing routing =
                Supervised.routing("server = socks5://203.0.113.8:1080\n", _ -> List.of());
        assertThat(routing.dueFor(routing.plan(endpoint("192.0.2.1", 80)))).isEmpty();
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
