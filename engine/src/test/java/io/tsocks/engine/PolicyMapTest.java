package io.tsocks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.net.Address;
import io.tsocks.net.Network;
import io.tsocks.net.PortRange;
import io.tsocks.testing.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyMapTest {

    static LongStream seeds() {
        return Seeds.first(200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theCellsCoverEveryAddressOnceAndNoNeighboursAreAlike(long seed) {
        Policy policy = new RandomPolicies(Seeds.random(seed)).next(20);
        PolicyMap map = PolicyMap.of(policy, PolicyMap.Grain.STATEMENT);
        map.partitions().forEach(cells -> checkCover(seed, cells));
    }

    private static void checkCover(long seed, Partition cells) {
        for (int i = 1; i < cells.size(); i++) {
            assertThat(cells.last(i - 1)).as("seed %d", seed).isLessThan(cells.first(i));
            assertThat(cells.ports(i)).as("seed %d", seed).isNotEqualTo(cells.ports(i - 1));
            assertThat(cells.cellOf(cells.first(i))).as("seed %d", seed).isEqualTo(i);
            assertThat(cells.cellOf(cells.last(i - 1))).as("seed %d", seed).isEqualTo(i - 1);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theSurveysMapIsTheOneDrawnByRule(long seed) {
        Policy policy = new RandomPolicies(Seeds.random(seed)).next(20);
        PolicyMap surveyed = PolicySurvey.of(policy).map();
        PolicyMap drawn = PolicyMap.of(policy, PolicyMap.Grain.RULE);
        assertThat(surveyed.owners()).as("seed %d", seed).isEqualTo(drawn.owners());
        assertThat(surveyed.uncharted()).as("seed %d", seed).isEqualTo(drawn.uncharted());
        assertThat(text(surveyed)).as("seed %d", seed).isEqualTo(text(drawn));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theOrderOfNetworksWithinAPathDoesNotCount(long seed) {
        Policy policy = new RandomPolicies(Seeds.random(seed)).next(20);
        List<Rule.Path> shuffled =
                policy.paths().stream().map(path -> shuffled(path, seed)).toList();
        Policy other = new Policy(policy.locals(), shuffled, policy.last());
        assertThat(text(other)).as("seed %d", seed).isEqualTo(text(policy));
    }

    private static Rule.Path shuffled(Rule.Path path, long seed) {
        List<Reach> reaches = new ArrayList<>(path.reaches());
        Collections.shuffle(reaches, new Random(seed));
        return new Rule.Path(reaches, path.upstream(), path.origin());
    }

    private static List<String> text(Policy policy) {
        return text(PolicyMap.of(policy, PolicyMap.Grain.RULE));
    }

    private static List<String> text(PolicyMap map) {
        return map.partitions().flatMap(PolicyMapTest::text).toList();
    }

    private static java.util.stream.Stream<String> text(Partition cells) {
        return IntStream.range(0, cells.size())
                .mapToObj(
                        i ->
                                cells.first(i)
                                        + " "
                                        + IntStream.range(0, cells.ports(i).size())
                                                .mapToObj(
                                                        p ->
                                                                cells.ports(i).first(p)
                                                                        + ":"
                                                                        + cells.ports(i).owner(p))
                                                .toList());
    }

    @Test
    void aMaskWithTooManyHolesIsLeftOffTheMapAndStillDecides() {
        Network.Ip4 odd = new Network.Ip4(1, 0x000000ff);
        Rule.Path path =
                new Rule.Path(
                        List.of(new Reach(odd, new PortRange(80, 90), RandomPolicies.at(8))),
                        Optional.empty(),
                        RandomPolicies.at(7));
        Policy policy =
                new Policy(
                        new RandomPolicies(Seeds.random(1)).next(0).locals(),
                        List.of(path),
                        new Rule.Nothing());
        PolicyMap map = PolicyMap.of(policy, PolicyMap.Grain.RULE);
        assertThat(map.uncharted()).hasSize(1);
        PolicyEngine engine = PolicyEngine.of(policy);
        assertThat(engine.decide(new Address.Ip4(0x08080801), 85).rule()).isSameAs(path);
        assertThat(engine.decide(new Address.Ip4(0x08080801), 91).rule())
                .isInstanceOf(Rule.Nothing.class);
        assertThat(engine.decide(new Address.Ip4(0x08080802), 85).rule())
                .isInstanceOf(Rule.Nothing.class);
        assertThat(engine.decide(new Address.Ip4(0x7f000001), 85).rule())
                .as("loopback comes before every path")
                .isInstanceOf(Rule.Local.class);
    }
}
