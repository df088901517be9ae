package io.tsocks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.net.Address;
import io.tsocks.net.Network;
import io.tsocks.net.PortRange;
import io.tsocks.net.Recovery;
import io.tsocks.net.Selection;
import io.tsocks.net.ServerAddress;
import io.tsocks.net.ServerKind;
import io.tsocks.testing.Seeds;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The ways of random policies beside an oracle, which tries every way without going twice through
/// a server. Servers have addresses from 10.0.0.0 to 10.0.0.7, of which the policies speak.
class ChainsPropertyTest {

    private static final Origin NOWHERE = new Origin("random", 1, 0, 0);

    static LongStream seeds() {
        return Seeds.first(700);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aServerHasAWayIfAnyWayLeadsToIt(long seed) {
        Policy policy = policy(Seeds.random(seed));
        policy.servers()
                .distinct()
                .forEach(
                        server ->
                                assertThat(policy.wayTo(server) instanceof ServerWay.Nowhere)
                                        .as("%s, seed %d", server, seed)
                                        .isEqualTo(!isReached(policy, server, Set.of())));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noWayGoesInACircleAndOnlyWhatLeadsBackIsLeftOut(long seed) {
        Policy policy = policy(Seeds.random(seed));
        policy.servers().distinct().forEach(server -> check(policy, server, seed));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyCircleIsOneOfServersWithoutAWay(long seed) {
        Policy policy = policy(Seeds.random(seed));
        List<ProxyServer> all = policy.circles().stream().flatMap(List::stream).toList();
        assertThat(all).as("seed %d", seed).doesNotHaveDuplicates();
        for (List<ProxyServer> circle : policy.circles()) {
            for (int i = 0; i < circle.size(); i++) {
                ProxyServer server = circle.get(i);
                assertThat(policy.wayTo(server))
                        .as("%s, seed %d", server, seed)
                        .isInstanceOfSatisfying(
                                ServerWay.Nowhere.class,
                                way ->
                                        assertThat(way.reason())
                                                .isEqualTo(Action.Reason.CHAIN_IN_CIRCLE));
                assertThat(members(policy, server))
                        .as("%s, seed %d", server, seed)
                        .contains(circle.get((i + 1) % circle.size()));
            }
        }
    }

    private static void check(Policy policy, ProxyServer server, long seed) {
        if (policy.wayTo(server) instanceof ServerWay.Through way) {
            assertThat(leadsTo(policy, server, server, new HashSet<>()))
                    .as("%s, seed %d", server, seed)
                    .isFalse();
            List<ProxyServer> taken = way.upstream().servers();
            assertThat(members(policy, server)).containsAll(taken);
            members(policy, server)
                    .filter(next -> isReached(policy, next, Set.of()))
                    .filter(next -> !taken.contains(next))
                    .forEach(
                            next ->
                                    assertThat(couldLeadTo(policy, next, server, new HashSet<>()))
                                            .as("%s through %s, seed %d", server, next, seed)
                                            .isTrue());
        }
    }

    /// Whether a way leads through a server, over one step or more.
    private static boolean leadsTo(
            Policy policy, ProxyServer from, ProxyServer to, Set<ProxyServer> seen) {
        return policy.wayTo(from) instanceof ServerWay.Through way
                && way.upstream().servers().stream()
                        .anyMatch(
                                next ->
                                        next.equals(to)
                                                || (seen.add(next)
                                                        && leadsTo(policy, next, to, seen)));
    }

    private static boolean couldLeadTo(
            Policy policy, ProxyServer from, ProxyServer to, Set<ProxyServer> seen) {
        return from.equals(to)
                || (seen.add(from)
                        && members(policy, from)
                                .anyMatch(next -> couldLeadTo(policy, next, to, seen)));
    }

    private static boolean isReached(Policy policy, ProxyServer server, Set<ProxyServer> before) {
        Set<ProxyServer> gone = new HashSet<>(before);
        return gone.add(server)
                && (rule(policy, server) instanceof Rule.Local
                        || rule(policy, server) instanceof Rule.Fallback
                        || members(policy, server).anyMatch(next -> isReached(policy, next, gone)));
    }

    /// The servers that the policy names for the address of a server, as far as they can carry it.
    private static Stream<ProxyServer> members(Policy policy, ProxyServer server) {
        Optional<Upstream> upstream =
                switch (rule(policy, server)) {
                    case Rule.Path path -> path.upstream();
                    case Rule.DefaultServer last -> Optional.of(last.upstream());
                    case Rule.Local _, Rule.LocalHosts _, Rule.Fallback _, Rule.Nothing _ ->
                            Optional.empty();
                };
        boolean isIp6 = address(server) instanceof Address.Ip6;
        return upstream.stream()
                .flatMap(all -> all.servers().stream())
                .filter(next -> !isIp6 || next.kind().carriesIp6());
    }

    private static Rule rule(Policy policy, ProxyServer server) {
        return LinearMatcher.decide(policy, address(server), port(server));
    }

    private static int port(ProxyServer server) {
        return server.address() instanceof ServerAddress.Inet inet ? inet.port() : 0;
    }

    private static Address address(ProxyServer server) {
        return server.literal().orElseThrow();
    }

    private static Policy policy(RandomGenerator random) {
        List<Rule.Local> locals =
                random.nextInt(4) == 0
                        ? List.of()
                        : List.of(new Rule.Local(network(random, 31), NOWHERE));
        List<Rule.Path> paths =
                IntStream.range(0, 2 + random.nextInt(7)).mapToObj(_ -> path(random)).toList();
        Rule last =
                switch (random.nextInt(8)) {
                    case 0 -> new Rule.Fallback(NOWHERE);
                    case 1, 2 -> new Rule.DefaultServer(upstream(random), NOWHERE);
                    default -> new Rule.Nothing();
                };
        return new Policy(locals, List.of(), paths, last, Optional.empty(), Optional.of(NOWHERE));
    }

    private static Rule.Path path(RandomGenerator random) {
        List<Reach> reaches =
                IntStream.range(0, 1 + random.nextInt(2))
                        .mapToObj(_ -> new Reach(network(random, 30), ports(random), NOWHERE))
                        .toList();
        return new Rule.Path(
                reaches,
                random.nextInt(12) == 0 ? Optional.empty() : Optional.of(upstream(random)),
                NOWHERE);
    }

    private static PortRange ports(RandomGenerator random) {
        return random.nextInt(4) == 0 ? new PortRange(1081, 1081) : PortRange.ANY;
    }

    /// @param shortest the shortest prefix, for IPv4
    private static Network network(RandomGenerator random, int shortest) {
        int bits = random.nextInt(8);
        int length = shortest + random.nextInt(33 - shortest);
        int mask = -1 << (32 - length);
        return random.nextInt(3) == 0
                ? new Network.Ip6(0x20010db8_00000000L, bits & (-1 << (32 - length)), 96 + length)
                : new Network.Ip4((0x0a000000 | bits) & mask, mask);
    }

    private static Upstream upstream(RandomGenerator random) {
        return new Upstream(
                IntStream.range(0, 1 + random.nextInt(3))
                        .mapToObj(_ -> server(random))
                        .distinct()
                        .toList(),
                List.of(Selection.values()).get(random.nextInt(4)),
                Recovery.standard());
    }

    private static ProxyServer server(RandomGenerator random) {
        String prefix = random.nextInt(3) == 0 ? "2001:db8::" : "10.0.0.";
        return new ProxyServer(
                prefix + random.nextInt(8),
                random.nextInt(6) == 0 ? 1081 : 1080,
                random.nextInt(4) == 0 ? ServerKind.SOCKS4 : ServerKind.SOCKS5,
                null,
                null);
    }
}
