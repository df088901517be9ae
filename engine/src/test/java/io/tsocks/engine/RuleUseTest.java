package io.tsocks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.grammar.ConfParser;
import io.tsocks.net.Address;
import io.tsocks.testing.Seeds;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Dead and redundant networks against the linear matcher, asked for one destination in every piece
/// of the map.
class RuleUseTest {

    static LongStream seeds() {
        return Seeds.first(200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theDeadDecideNothingAndAllOthersDecideSomething(long seed) {
        Policy policy = new RandomPolicies(Seeds.random(seed)).next(8);
        PolicyMap map = PolicyMap.of(policy, PolicyMap.Grain.STATEMENT);
        Set<PolicyMap.Owner> deciding = new HashSet<>();
        destinations(map).forEach(to -> deciding.add(deciding(policy, to)));
        List<PolicyMap.Owner> dead = owners(PolicySurvey.of(policy).use().dead());
        assertThat(dead).as("seed %d", seed).doesNotContainAnyElementsOf(deciding);
        // With a network that is off the map, one destination in every piece is not every case.
        if (map.uncharted().isEmpty()) {
            assertThat(map.owners())
                    .as("seed %d", seed)
                    .filteredOn(owner -> owner.network().isPresent())
                    .filteredOn(owner -> !deciding.contains(owner))
                    .containsExactlyElementsOf(dead);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void withoutTheDeadAndTheRedundantEveryRouteIsTheSame(long seed) {
        Policy policy = new RandomPolicies(Seeds.random(seed)).next(8);
        checkSameRoutes(seed, policy, idle(policy));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void withoutAnyOneOfThemOrAnySomeOfThemEveryRouteIsTheSame(long seed) {
        RandomGenerator random = Seeds.random(seed);
        Policy policy = new RandomPolicies(random).next(8);
        Set<PolicyMap.Owner> idle = idle(policy);
        idle.forEach(one -> checkSameRoutes(seed, policy, Set.of(one)));
        for (int i = 0; i < 8; i++) {
            Set<PolicyMap.Owner> some = new HashSet<>(idle);
            some.removeIf(_ -> random.nextBoolean());
            checkSameRoutes(seed, policy, some);
        }
    }

    @Test
    void aNetworkThatAsksBeforeADeadPathOfAnotherRouteIsNotRedundant() {
        Policy policy =
                policy(
                        """
                        local = 10.0.0.0/255.0.0.0
                        local = 192.168.0.0/255.255.0.0
                        path {
                            reaches = 10.1.0.0/255.255.0.0
                            server = 192.168.0.1
                            server_type = 5
                        }
                        fallback = yes
                        """);
        assertThat(PolicySurvey.of(policy).use().redundant())
                .extracting(idle -> idle.owner().rule().line())
                .doesNotContain(1);
    }

    @Test
    void aNetworkIsRedundantWhateverDeadOnesOfTheSameRouteLieBelow() {
        Policy policy =
                policy(
                        """
                        local = 10.1.0.0/255.255.0.0
                        local = 10.1.0.0/255.255.0.0
                        fallback = yes
                        """);
        assertThat(PolicySurvey.of(policy).use().redundant())
                .extracting(idle -> idle.owner().rule().line())
                .containsExactly(1);
    }

    @Test
    void aNetworkWhosePortsAllGoElsewhereIsDead() {
        Policy policy =
                policy(
                        """
                        path {
                            reaches = 11.0.0.0/255.0.0.0
                            server = 127.0.0.1
                            server_type = 5
                        }
                        path {
                            reaches = 11.0.0.0:1-65535/255.0.0.0
                            server = 127.0.0.2
                            server_type = 5
                        }
                        """);
        assertThat(PolicySurvey.of(policy).use().dead())
                .extracting(idle -> idle.owner().rule().line())
                .containsExactly(1);
    }

    @Test
    void aNetworkMayRelyOnOneThatStaysForItsServer() {
        Policy policy =
                policy(
                        """
                        local = 10.1.0.0/255.255.0.0
                        local = 10.0.0.0/255.0.0.0
                        path {
                            reaches = 11.0.0.0/255.0.0.0
                            server = 10.0.0.1
                            server_type = 5
                        }
                        fallback = yes
                        """);
        assertThat(PolicySurvey.of(policy).use().redundant())
                .extracting(idle -> idle.owner().rule().line())
                .containsExactly(1);
    }

    @Test
    void aNetworkThatOnlyRefusesInEitherFamilyIsRedundant() {
        Policy policy =
                policy(
                        """
                        path {
                            reaches = 2001:db8::/32
                            server = 127.0.0.1
                            server_type = 4
                        }
                        path {
                            reaches = 2001:db8:1::/48
                            server = 127.0.0.2
                            server_type = 4
                        }
                        fallback = yes
                        """);
        assertThat(PolicySurvey.of(policy).use().redundant())
                .extracting(idle -> idle.owner().rule().line())
                .containsExactly(6);
    }

    private static Policy policy(String text) {
        return PolicyCompiler.compile(ConfParser.parseText("t.conf", text)).policy();
    }

    private static Set<PolicyMap.Owner> idle(Policy policy) {
        RuleUse use = PolicySurvey.of(policy).use();
        Set<PolicyMap.Owner> idle = new HashSet<>(owners(use.dead()));
        idle.addAll(owners(use.redundant()));
        return idle;
    }

    private static void checkSameRoutes(long seed, Policy policy, Set<PolicyMap.Owner> gone) {
        Policy smaller = without(policy, gone);
        List<Destination> destinations =
                Stream.of(policy, smaller)
                        .flatMap(p -> destinations(PolicyMap.of(p, PolicyMap.Grain.STATEMENT)))
                        .toList();
        for (Destination to : destinations) {
            Action before = action(policy, to);
            assertThat(action(smaller, to).hasSameEffect(before))
                    .as("seed %d: %s, before %s, without %s", seed, to, before, gone)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyDeadNetworkHasBlockersThatDecideInIt(long seed) {
        Policy policy = new RandomPolicies(Seeds.random(seed)).next(8);
        for (RuleUse.Idle idle : PolicySurvey.of(policy).use().dead()) {
            assertThat(idle.because())
                    .as("seed %d: %s", seed, idle)
                    .isNotEmpty()
                    .doesNotContain(idle.owner());
        }
    }

    private record Destination(Address address, int port) {}

    private static Stream<Destination> destinations(PolicyMap map) {
        return map.partitions()
                .flatMap(
                        cells ->
                                IntStream.range(0, cells.size())
                                        .boxed()
                                        .flatMap(
                                                cell ->
                                                        ports(cells.ports(cell))
                                                                .mapToObj(
                                                                        port ->
                                                                                new Destination(
                                                                                        cells.first(
                                                                                                cell),
                                                                                        port))));
    }

    /// The first port of each piece; port 0 is a question without a port, to which none connects.
    private static IntStream ports(PortMap map) {
        return IntStream.range(0, map.size())
                .filter(piece -> map.last(piece) > 0)
                .map(piece -> Math.max(1, map.first(piece)));
    }

    private static Action action(Policy policy, Destination to) {
        Rule rule = LinearMatcher.decide(policy, to.address, to.port);
        return policy.decide(rule, to.address).action();
    }

    private static PolicyMap.Owner deciding(Policy policy, Destination to) {
        Rule rule = LinearMatcher.decide(policy, to.address, to.port);
        return rule instanceof Rule.Path path
                ? path.reaches().stream()
                        .filter(r -> r.network().contains(to.address))
                        .filter(r -> r.ports().contains(to.port))
                        .findFirst()
                        .map(r -> owner(path, r))
                        .orElseThrow()
                : new PolicyMap.Owner(rule, PolicyMap.Owner.WHOLE);
    }

    private static PolicyMap.Owner owner(Rule.Path path, Reach reach) {
        return new PolicyMap.Owner(path, path.reaches().indexOf(reach));
    }

    private static List<PolicyMap.Owner> owners(List<RuleUse.Idle> idle) {
        return idle.stream().map(RuleUse.Idle::owner).toList();
    }

    private static Policy without(Policy policy, Set<PolicyMap.Owner> gone) {
        return new Policy(
                policy.locals().stream()
                        .filter(
                                local ->
                                        !gone.contains(
                                                new PolicyMap.Owner(local, PolicyMap.Owner.WHOLE)))
                        .toList(),
                policy.localHosts(),
                policy.paths().stream()
                        .map(
                                path ->
                                        new Rule.Path(
                                                path.reaches().stream()
                                                        .filter(r -> !gone.contains(owner(path, r)))
                                                        .toList(),
                                                path.upstream(),
                                                path.origin()))
                        .toList(),
                policy.last(),
                policy.remoteDnsOrigin(),
                policy.chainOrigin());
    }
}
