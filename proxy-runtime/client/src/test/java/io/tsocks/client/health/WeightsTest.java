package io.tsocks.client.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tsocks.net.Recovery;
import io.tsocks.net.Selection;
import io.tsocks.testing.Seeds;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// How a group with weights shares connects out.
class WeightsTest {

    private static final int DESTINATIONS = 20_000;

    private final Story story = new Story();

    @Test
    void theTurnsOfAHeavyServerLieAmongThoseOfTheOthers() {
        ServerGroup<String> group = group(Selection.ROUND_ROBIN, List.of("a", "b", "c"), 5, 1, 1);
        assertThat(connects(group, 14)).isEqualTo("aabacaaaabacaa");
    }

    /// In any part of a long run, a server has as many turns as its share, but for one round's.
    @Test
    void everyServerHasItsShare() {
        Seeds.first(50)
                .forEach(
                        seed -> {
                            RandomGenerator random = Seeds.random(seed);
                            int[] weights = random.ints(random.nextInt(2, 6), 1, 9).toArray();
                            int round = IntStream.of(weights).sum();
                            ServerGroup<String> group =
                                    group(Selection.ROUND_ROBIN, names(weights.length), weights);
                            String turns = connects(group, round * 3);
                            for (int i = 0; i < weights.length; i++) {
                                for (int at = 0; at <= round * 2; at++) {
                                    assertThat(count(turns.substring(at, at + round), i))
                                            .as("seed %d, server %d from %d", seed, i, at)
                                            .isEqualTo(weights[i]);
                                }
                            }
                        });
    }

    @Test
    void theShareOfADeadServerGoesToTheOthersByTheirWeights() {
        ServerGroup<String> group = group(Selection.ROUND_ROBIN, List.of("a", "b", "c"), 4, 2, 1);
        IntStream.range(0, 4).forEach(ignored -> story.connect(group, "a"));
        assertThat(story.health.snapshot(story.now).getFirst().condition())
                .isInstanceOf(Condition.Open.class);
        String turns = connects(group, 12);
        assertThat(count(turns, 1)).isEqualTo(8);
        assertThat(count(turns, 2)).isEqualTo(4);
    }

    @Test
    void aServerThatComesBackDoesNotCatchUp() {
        ServerGroup<String> group = group(Selection.ROUND_ROBIN, List.of("a", "b"), 1, 3);
        while (story.connect(group, "b").contains("b")) {
            assertThat(story.events).hasSizeLessThan(2);
        }
        connects(group, 100);
        story.check("b", true);
        String turns = connects(group, 8);
        assertThat(count(turns, 1)).isCloseTo(6, within(1L));
    }

    @Test
    void destinationsAreSharedOutByWeight() {
        Map<String, Long> shares =
                shares(group(Selection.HASH, List.of("a", "b", "c"), 1, 2, 5), DESTINATIONS);
        assertThat(shares.get("a")).isBetween(2_000L, 3_000L);
        assertThat(shares.get("b")).isBetween(4_400L, 5_600L);
        assertThat(shares.get("c")).isBetween(11_800L, 13_200L);
    }

    @Test
    void aLargerWeightTakesDestinationsAndMovesNoOthers() {
        ServerGroup<String> before = group(Selection.HASH, List.of("a", "b", "c"), 1, 1, 1);
        ServerGroup<String> after = group(Selection.HASH, List.of("a", "b", "c"), 1, 3, 1);
        Map<String, String> moved = new HashMap<>();
        hosts(5_000)
                .filter(host -> !first(before, host).equals(first(after, host)))
                .forEach(host -> moved.put(host, first(after, host)));
        assertThat(moved).isNotEmpty();
        assertThat(moved.values()).containsOnly("b");
    }

    @Test
    void equalWeightsAreNoWeights() {
        ServerGroup<String> plain =
                story.group(Selection.HASH, new Recovery.Immediately(), "a", "b", "c");
        ServerGroup<String> equal = group(Selection.HASH, List.of("a", "b", "c"), 7, 7, 7);
        assertThat(hosts(5_000)).allMatch(host -> first(plain, host).equals(first(equal, host)));
        assertThat(connects(group(Selection.ROUND_ROBIN, List.of("x", "y"), 2, 2), 5))
                .isEqualTo("xyxyx");
    }

    @Test
    void aWeightIsAtLeastOne() {
        assertThatThrownBy(() -> group(Selection.HASH, List.of("a", "b"), 1, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> group(Selection.HASH, List.of("a", "b"), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private ServerGroup<String> group(Selection selection, List<String> servers, int... weights) {
        return story.health.group(
                servers,
                IntStream.of(weights).boxed().toList(),
                selection,
                new Recovery.Immediately(),
                name -> name);
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> Character.toString('a' + i)).toList();
    }

    private String connects(ServerGroup<String> group, int count) {
        return IntStream.range(0, count)
                .mapToObj(ignored -> story.connect(group).getLast())
                .collect(Collectors.joining());
    }

    private static long count(String turns, int server) {
        return turns.chars().filter(c -> c == 'a' + server).count();
    }

    private static Stream<String> hosts(int count) {
        return IntStream.range(0, count).mapToObj(i -> "host" + i + ".example");
    }

    private Map<String, Long> shares(ServerGroup<String> group, int destinations) {
        return hosts(destinations)
                .map(host -> first(group, host))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private String first(ServerGroup<String> group, String host) {
        return story.connectTo(group, host).getFirst();
    }
}
