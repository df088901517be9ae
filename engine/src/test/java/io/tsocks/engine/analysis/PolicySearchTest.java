package io.tsocks.engine.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.engine.Policy;
import io.tsocks.net.Address;
import io.tsocks.net.Network;
import io.tsocks.testing.Seeds;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PolicySearchTest {

    private static final String[] OUTCOMES = {
        "direct",
        "refused",
        "via any",
        "via 127.0.0.1",
        "via 127.0.0.1:1081",
        "via socks4://127.0.0.1"
    };

    static LongStream seeds() {
        return Seeds.first(300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theLowestDestinationIsFoundOrThereIsNone(long seed) throws QuestionSyntaxException {
        RandomGenerator random = Seeds.random(seed);
        SmallWorlds worlds = new SmallWorlds(random);
        Policy policy = worlds.next();
        Question question = question(random, worlds);
        Optional<String> expected =
                SmallWorlds.addresses()
                        .flatMap(
                                address ->
                                        SmallWorlds.ports()
                                                .filter(p -> seeks(question, policy, address, p))
                                                .mapToObj(port -> address + " " + port))
                        .findFirst();
        Optional<String> found =
                PolicySearch.first(PolicyChart.of(policy), question)
                        .map(witness -> witness.address() + " " + witness.port());
        assertThat(found).as("seed %d: %s", seed, question).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void allDestinationsAreFoundAndNoOthers(long seed) throws QuestionSyntaxException {
        RandomGenerator random = Seeds.random(seed);
        SmallWorlds worlds = new SmallWorlds(random);
        Policy policy = worlds.next();
        Question question = question(random, worlds);
        List<PolicySearch.Finding> all = PolicySearch.all(PolicyChart.of(policy), question);
        SmallWorlds.addresses()
                .forEach(
                        address ->
                                SmallWorlds.ports()
                                        .forEach(
                                                port ->
                                                        assertThat(found(all, address, port))
                                                                .as(
                                                                        "seed %d: %s %d",
                                                                        seed, address, port)
                                                                .isEqualTo(
                                                                        seeks(
                                                                                question, policy,
                                                                                address, port))));
    }

    private static boolean found(List<PolicySearch.Finding> all, Address address, int port) {
        return all.stream().anyMatch(finding -> finding.where().contains(address, port));
    }

    private static boolean seeks(Question question, Policy policy, Address address, int port) {
        return question.to().stream().anyMatch(range -> range.contains(address))
                && question.ports().contains(port)
                && question.seeks(SmallWorlds.effect(policy, address, port).example());
    }

    /// Networks of the question are small, so that no destination outside those tried is its
    /// answer.
    private static Question question(RandomGenerator random, SmallWorlds worlds)
            throws QuestionSyntaxException {
        String text =
                (random.nextInt(3) == 0 ? "not " : "") + OUTCOMES[random.nextInt(OUTCOMES.length)];
        return Question.parse(
                text
                        + " to "
                        + small(worlds)
                        + (random.nextBoolean() ? "," + small(worlds) : "")
                        + (random.nextBoolean() ? " port 3-5,8,65535" : " port 1-11"));
    }

    private static String small(SmallWorlds worlds) {
        while (true) {
            switch (worlds.network()) {
                case Network.Ip4 ip4 when ip4.isContiguous() && ip4.mask() != 0 -> {
                    return ip4.toString();
                }
                case Network.Ip6 ip6 when ip6.prefixLength() > 0 -> {
                    return ip6.toString();
                }
                case Network.Ip4 _, Network.Ip6 _ -> {}
            }
        }
    }
}
