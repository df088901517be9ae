package io.tsocks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.net.Address;
import io.tsocks.testing.Seeds;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The engine against the linear matcher, on random policies.
class PolicyEngineTest {

    static LongStream seeds() {
        return Seeds.first(400);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void routesLikeTheLinearMatcher(long seed) {
        RandomGenerator random = Seeds.random(seed);
        RandomPolicies policies = new RandomPolicies(random);
        Policy policy = policies.next(seed % 10 == 0 ? 600 : 12);
        PolicyEngine engine = PolicyEngine.of(policy);
        for (int i = 0; i < 400; i++) {
            Address address = policies.address(policy);
            int port = policies.port();
            assertThat(engine.decide(address, port).rule())
                    .as("seed %d: %s port %d", seed, address, port)
                    .isEqualTo(LinearMatcher.decide(policy, address, port));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void explainsWhatItRoutes(long seed) {
        RandomPolicies policies = new RandomPolicies(Seeds.random(seed));
        Policy policy = policies.next(12);
        PolicyEngine engine = PolicyEngine.of(policy);
        for (int i = 0; i < 50; i++) {
            Address address = policies.address(policy);
            int port = policies.port();
            Explanation explanation = engine.explain(address, port);
            assertThat(explanation.decision())
                    .as("seed %d: %s port %d", seed, address, port)
                    .isEqualTo(engine.decide(address, port));
            assertThat(explanation.steps().stream().filter(Explanation.Step::matched))
                    .as("seed %d: %s port %d", seed, address, port)
                    .containsExactly(explanation.deciding());
        }
    }

    /// A name is decided without its address only if no address could decide otherwise. That SOCKS
    /// 4 carries no IPv6 does not count, because the server chooses the address.
    @ParameterizedTest
    @MethodSource("seeds")
    void aNameDecidedUnresolvedHasTheSameRouteAtEveryAddress(long seed) {
        RandomPolicies policies = new RandomPolicies(Seeds.random(seed));
        Policy policy = policies.next(2);
        PolicyEngine engine = PolicyEngine.of(policy);
        for (int i = 0; i < 50; i++) {
            int port = policies.port();
            InetAddress address = policies.address(policy).toInetAddress();
            Decision byAddress = engine.decide("host.example", port, _ -> List.of(address));
            boolean loopback = address.isLoopbackAddress();
            if (engine.decide("host.example", port) instanceof HostDecision.Decided decided) {
                assertThat(effectAt(address, decided.decision()))
                        .as("seed %d: %s port %d", seed, address, port)
                        .isEqualTo(effectAt(address, byAddress));
            }
            if (!loopback) {
                assertThat(effectAt(address, byAddress))
                        .as("seed %d: %s port %d", seed, address, port)
                        .isEqualTo(effectAt(address, engine.decide(address, port)));
            }
        }
    }

    /// The effect of a decision about a name when its address is known.
    private static Object effectAt(InetAddress address, Decision decision) {
        if (address instanceof Inet4Address || !(decision.action() instanceof Action.Via via)) {
            return effect(decision);
        }
        List<ProxyServer> able =
                via.servers().stream().filter(server -> server.kind().carriesIp6()).toList();
        return able.isEmpty() ? "refused" : able;
    }

    private static Object effect(Decision decision) {
        return switch (decision.action()) {
            case Action.Direct _ -> "direct";
            case Action.Via via -> via.servers();
            case Action.Refused _ -> "refused";
        };
    }
}
