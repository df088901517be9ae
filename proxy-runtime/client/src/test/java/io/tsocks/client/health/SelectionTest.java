package io.tsocks.client.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.net.Recovery;
import io.tsocks.net.Selection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SelectionTest {

    private static final Recovery AT_ONCE = new Recovery.Immediately();
    private static final Duration FIVE = Duration.ofSeconds(5);

    private final Story story = new Story();

    @Test
    void failoverGoesBackAfterSoManyAnswers() {
        ServerGroup<String> group = story.failover(new Recovery.After(3), "a", "b");
        kill(group, "a");
        story.pass(FIVE);
        assertThat(story.connect(group)).containsExactly("a");
        assertThat(group.current()).contains("b");
        Turn<String> second = group.plan("host", story.now).next(story.now).orElseThrow();
        assertThat(second.server()).isEqualTo("a");
        assertThat(story.connect(group)).as("one connect at a time").containsExactly("b");
        second.granted(Story.QUICK, story.now);
        assertThat(story.connect(group)).containsExactly("a");
        assertThat(group.current()).contains("a");
    }

    @Test
    void aFailureBeginsTheCountAnew() {
        ServerGroup<String> group = story.failover(new Recovery.After(2), "a", "b");
        kill(group, "a");
        story.check("a", true);
        story.check("a", false);
        story.check("a", true);
        assertThat(group.current()).contains("b");
        story.check("a", true);
        assertThat(story.connect(group)).containsExactly("a");
        assertThat(group.current()).contains("a");
    }

    @Test
    void failoverStaysUntilTheOtherOneFails() {
        ServerGroup<String> group = story.failover(new Recovery.Never(), "a", "b", "c");
        kill(group, "a");
        story.pass(Duration.ofHours(1));
        assertThat(story.connect(group)).containsExactly("b");
        story.check("a", true);
        assertThat(story.connect(group)).containsExactly("b");
        assertThat(story.connect(group, "b")).containsExactly("b", "a");
        assertThat(story.connect(group)).as("one failure").containsExactly("b");
        kill(group, "b");
        assertThat(story.connect(group)).containsExactly("a");
        assertThat(group.current()).contains("a");
    }

    @Test
    void roundRobinGivesEachItsTurn() {
        ServerGroup<String> group = story.group(Selection.ROUND_ROBIN, AT_ONCE, "a", "b", "c");
        assertThat(first(group, 6)).containsExactly("a", "b", "c", "a", "b", "c");
        assertThat(group.current()).isEmpty();
    }

    @Test
    void theOthersShareWhatADeadMemberHad() {
        ServerGroup<String> group = story.group(Selection.ROUND_ROBIN, AT_ONCE, "a", "b", "c");
        story.check("b", false);
        story.check("b", false);
        assertThat(first(group, 4)).containsExactly("a", "c", "a", "c");
        story.pass(FIVE);
        assertThat(first(group, 4)).containsExactly("b", "a", "c", "b");
    }

    @Test
    void aDeadMemberMovesItsOwnDestinationsOnly() {
        ServerGroup<String> group = story.group(Selection.HASH, AT_ONCE, "a", "b", "c", "d");
        Map<String, String> before = homes(group);
        for (String member : group.servers()) {
            assertThat(before.values().stream().filter(member::equals).count())
                    .as("share of %s", member)
                    .isBetween(200L, 300L);
        }
        story.check("c", false);
        story.check("c", false);
        Map<String, String> after = homes(group);
        before.forEach(
                (host, home) -> {
                    if (home.equals("c")) {
                        assertThat(after.get(host)).isNotEqualTo("c");
                    } else {
                        assertThat(after.get(host)).isEqualTo(home);
                    }
                });
        story.check("c", true);
        assertThat(homes(group)).isEqualTo(before);
    }

    private Map<String, String> homes(ServerGroup<String> group) {
        Map<String, String> homes = new HashMap<>();
        for (int i = 0; i < 1000; i++) {
            String host = "host" + i + ".example";
            homes.put(host, story.connectTo(group, host).getFirst());
        }
        return homes;
    }

    /// Programs of different versions share the choice only if it never changes.
    @Test
    void theScoreIsForEver() {
        assertThat(HashOrder.score("", "")).isEqualTo(2737183428366584608L);
        assertThat(HashOrder.score("socks5://10.1.7.25:1080", "example.org"))
                .isEqualTo(-5870384234189406753L);
    }

    @Test
    void theFastestIsAskedOnceAllAreKnown() {
        ServerGroup<String> group = story.group(Selection.FASTEST, AT_ONCE, "a", "b", "c");
        assertThat(story.connectIn(group, Duration.ofMillis(100))).isEqualTo("a");
        assertThat(story.connectIn(group, Duration.ofMillis(50))).isEqualTo("b");
        assertThat(story.connectIn(group, Duration.ofMillis(70))).isEqualTo("c");
        assertThat(story.connectIn(group, Duration.ofMillis(50))).isEqualTo("b");
        assertThat(group.current()).contains("b");
    }

    @Test
    void aLittleFasterIsNotEnough() {
        ServerGroup<String> group = story.group(Selection.FASTEST, AT_ONCE, "a", "b");
        story.connectIn(group, Duration.ofMillis(100));
        story.connectIn(group, Duration.ofMillis(81));
        assertThat(story.connectIn(group, Duration.ofMillis(100))).isEqualTo("a");
        check("b", Duration.ofMillis(70));
        assertThat(story.connectIn(group, Duration.ofMillis(100))).isEqualTo("b");
    }

    @Test
    void anOldTimeIsMeasuredAgain() {
        ServerGroup<String> group = story.group(Selection.FASTEST, AT_ONCE, "a", "b");
        story.connectIn(group, Duration.ofMillis(10));
        story.connectIn(group, Duration.ofMillis(100));
        story.pass(Duration.ofMinutes(4));
        assertThat(story.connectIn(group, Duration.ofMillis(10))).isEqualTo("a");
        story.pass(Duration.ofMinutes(2));
        assertThat(story.connectIn(group, Duration.ofMillis(1))).isEqualTo("b");
        assertThat(story.connectIn(group, Duration.ofMillis(10))).isEqualTo("a");
    }

    @Test
    void whoRefusesFastIsNotFast() {
        ServerGroup<String> group = story.group(Selection.FASTEST, AT_ONCE, "a", "b");
        story.connectIn(group, Duration.ofMillis(100));
        Turn<String> turn = group.plan("host", story.now).next(story.now).orElseThrow();
        assertThat(turn.server()).isEqualTo("b");
        turn.refused(story.now);
        assertThat(first(group, 3)).containsExactly("a", "a", "a");
    }

    private void check(String server, Duration handshake) {
        for (int i = 0; i < 20; i++) {
            story.health.check(server, story.now).granted(handshake, story.now);
        }
    }

    private List<String> first(ServerGroup<String> group, int connects) {
        return IntStream.range(0, connects)
                .mapToObj(ignored -> story.connect(group).getFirst())
                .toList();
    }

    private void kill(ServerGroup<String> group, String server) {
        story.connect(group, server);
        story.connect(group, server);
    }
}
