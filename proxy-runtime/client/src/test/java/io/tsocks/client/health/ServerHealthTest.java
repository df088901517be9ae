package io.tsocks.client.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.net.Recovery;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ServerHealthTest {

    private static final Duration FIVE = Duration.ofSeconds(5);

    private final Story story = new Story();
    private final ServerGroup<String> group = story.failover(new Recovery.Immediately(), "a", "b");

    @Test
    void oneFailureChangesTheOrderOfItsOwnConnectOnly() {
        assertThat(story.connect(group, "a")).containsExactly("a", "b");
        assertThat(story.connect(group)).containsExactly("a");
        assertThat(story.connect(group, "a")).containsExactly("a", "b");
        assertThat(story.events).isEmpty();
    }

    @Test
    void aServerThatFailsTwiceInARowIsLeftAlone() {
        kill("a");
        assertThat(story.connect(group)).containsExactly("b");
        assertThat(story.events)
                .containsExactly(
                        new HealthEvent.Opened<>("a", ServerFailure.UNREACHABLE, 2, FIVE),
                        new HealthEvent.Switched<>(group, "a", "b"));
    }

    @Test
    void aServerThatIsMuteUntilItsDeadlineIsLeftAloneAtOnce() {
        turn().failed(ServerFailure.MUTE, story.now);
        assertThat(story.connect(group)).containsExactly("b");
        assertThat(story.events)
                .contains(new HealthEvent.Opened<>("a", ServerFailure.MUTE, 1, FIVE));
    }

    @Test
    void oneLostConnectOfAServerThatAnswersOthersChangesNothing() {
        Turn<String> lost = turn();
        story.connect(group);
        lost.failed(ServerFailure.MUTE, story.now);
        assertThat(story.connect(group)).containsExactly("a");
    }

    @Test
    void oneLateAnswerChangesNothing() {
        turn().failed(ServerFailure.LATE, story.now);
        assertThat(story.connect(group)).containsExactly("a");
    }

    @Test
    void aRefusalOfTheDestinationShowsThatTheServerLives() {
        story.connect(group, "a");
        turn().refused(story.now);
        story.connect(group, "a");
        assertThat(story.connect(group)).containsExactly("a");
    }

    /// Has one server after the other close the connection instead of a reply, and the last grant.
    private void closing(String... servers) {
        try (ConnectPlan<String> plan = group.plan("host", story.now)) {
            for (String server : servers) {
                Turn<String> turn = plan.next(story.now).orElseThrow();
                assertThat(turn.server()).isEqualTo(server);
                turn.end(new Verdict.Suspected(ServerFailure.CLOSED), story.now);
            }
            plan.next(story.now).ifPresent(turn -> turn.granted(Story.QUICK, story.now));
        }
    }

    @Test
    void aDestinationThatEachServerClosesForSaysNothingOfThem() {
        for (int i = 0; i < 5; i++) {
            closing("a", "b");
        }
        assertThat(story.events).isEmpty();
        assertThat(group.snapshot(story.now)).allMatch(known -> known.failures() == 0);
    }

    @Test
    void aServerThatClosesForWhatAnotherGrantsIsLeftAlone() {
        closing("a");
        closing("a");
        assertThat(story.connect(group)).containsExactly("b");
        assertThat(story.events)
                .contains(new HealthEvent.Opened<>("a", ServerFailure.CLOSED, 2, FIVE));
    }

    @Test
    void aServerThatHasGrantedARequestInTheLastMinuteIsUsedFurther() {
        story.connect(group);
        story.pass(Duration.ofMinutes(1));
        closing("a");
        closing("a");
        assertThat(story.events).isEmpty();
        story.pass(Duration.ofNanos(1));
        closing("a");
        closing("a");
        assertThat(story.connect(group)).containsExactly("b");
    }

    @Test
    void aTrialThatFindsOutNothingIsFollowedByAnother() {
        kill("a");
        story.pass(FIVE);
        closing("a", "b");
        assertThat(story.connect(group)).containsExactly("a");
    }

    @Test
    void theTimeDoublesUpToFiveMinutes() {
        ServerGroup<String> single = story.failover(new Recovery.Immediately(), "a");
        story.connect(single, "a");
        for (int i = 0; i < 9; i++) {
            story.connect(single, "a");
            story.pass(Duration.ofMinutes(6));
        }
        assertThat(retries()).containsExactly(5L, 10L, 20L, 40L, 80L, 160L, 300L, 300L, 300L);
        story.connect(single);
        story.connect(single, "a");
        story.connect(single, "a");
        assertThat(retries()).last().isEqualTo(5L);
    }

    private List<Long> retries() {
        return story.events.stream()
                .flatMap(
                        event ->
                                event instanceof HealthEvent.Opened<String> opened
                                        ? LongStream.of(opened.retryIn().toSeconds()).boxed()
                                        : LongStream.empty().boxed())
                .toList();
    }

    @Test
    void jitterStaysWithinItsPart() {
        SplittableRandom random = new SplittableRandom(7);
        Supplier<Double> first = () -> Backoff.STANDARD.nanos(1, random) / 5e9;
        List<Double> parts = IntStream.range(0, 1000).mapToObj(ignored -> first.get()).toList();
        assertThat(parts).allMatch(part -> part >= 0.8 && part < 1.2);
        assertThat(parts).anyMatch(part -> part < 0.85).anyMatch(part -> part > 1.15);
        assertThat(Backoff.STANDARD.nanos(Integer.MAX_VALUE, random) / 300e9).isBetween(0.8, 1.2);
    }

    @Test
    void oneConnectTriesItAndTheOthersGoElsewhere() {
        kill("a");
        story.pass(FIVE);
        Turn<String> trial = turn();
        assertThat(trial.server()).isEqualTo("a");
        assertThat(trial.kind()).isEqualTo(Turn.Kind.TRIAL);
        assertThat(story.connect(group)).containsExactly("b");
        trial.granted(Story.QUICK, story.now);
        assertThat(story.connect(group)).containsExactly("a");
        assertThat(story.events)
                .endsWith(
                        new HealthEvent.HalfOpen<>("a"),
                        new HealthEvent.Closed<>("a"),
                        new HealthEvent.Switched<>(group, "b", "a"));
    }

    @Test
    void aTrialThatFailsDoublesTheTime() {
        kill("a");
        story.pass(FIVE);
        assertThat(story.connect(group, "a")).containsExactly("a", "b");
        story.pass(FIVE);
        assertThat(story.connect(group)).containsExactly("b");
        story.pass(FIVE);
        assertThat(story.connect(group)).containsExactly("a");
    }

    @Test
    void aCancelledTrialLeavesItToTheNextConnect() {
        kill("a");
        story.pass(FIVE);
        turn().withdraw();
        Turn<String> second = turn();
        assertThat(second.kind()).isEqualTo(Turn.Kind.TRIAL);
        second.close();
        try (ConnectPlan<String> plan = group.plan("host", story.now)) {
            assertThat(plan.next(story.now).map(Turn::kind)).contains(Turn.Kind.TRIAL);
        }
        assertThat(story.connect(group)).containsExactly("a");
    }

    @Test
    void theFirstReportCounts() {
        Turn<String> turn = turn();
        turn.granted(Story.QUICK, story.now);
        turn.failed(ServerFailure.CLOSED, story.now);
        turn.close();
        assertThat(story.health.snapshot(story.now).getFirst().failures()).isZero();
    }

    @Test
    void whoIsLeftAloneIsTriedWhenNobodyElseIsLeft() {
        story.connect(group, "a", "b");
        story.connect(group, "a");
        story.pass(Duration.ofSeconds(1));
        story.connect(group, "b");
        assertThat(story.connect(group, "a", "b")).containsExactly("a", "b");
        assertThat(retries()).containsExactly(5L, 5L);
        assertThat(story.connect(group, "a")).containsExactly("a", "b");
        assertThat(story.connect(group)).containsExactly("b");
    }

    @Test
    void anEarlyTurnThatFailsDoesNotDoubleTheTime() {
        ServerGroup<String> single = story.failover(new Recovery.Immediately(), "a");
        for (int i = 0; i < 20; i++) {
            assertThat(story.connect(single, "a")).containsExactly("a");
        }
        assertThat(retries()).containsExactly(5L);
    }

    @Test
    void whatOneGroupLearnsTheOthersKnow() {
        kill("a");
        ServerGroup<String> other = story.failover(new Recovery.Immediately(), "a", "c");
        assertThat(story.connect(other)).containsExactly("c");
    }

    @Test
    void aCheckIsTheTrial() {
        kill("a");
        story.pass(FIVE);
        story.check("a", false);
        story.pass(FIVE);
        assertThat(story.connect(group)).containsExactly("b");
        story.check("a", true);
        assertThat(story.connect(group)).containsExactly("a");
    }

    @Test
    void oneLostCheckChangesNothing() {
        story.check("a", false);
        assertThat(story.connect(group)).containsExactly("a");
        story.check("a", false);
        story.check("a", false);
        assertThat(story.connect(group)).containsExactly("b");
    }

    @Test
    void aSnapshotShowsWhatIsKnown() {
        story.connect(group, "a");
        assertThat(group.snapshot(story.now))
                .containsExactly(
                        new ServerSnapshot<>(
                                "a",
                                new Condition.Closed(),
                                1,
                                0,
                                Optional.of(ServerFailure.UNREACHABLE),
                                Optional.empty()),
                        new ServerSnapshot<>(
                                "b",
                                new Condition.Closed(),
                                0,
                                1,
                                Optional.empty(),
                                Optional.of(Story.QUICK)));
        story.connect(group, "a");
        story.pass(Duration.ofSeconds(2));
        assertThat(condition()).isEqualTo(new Condition.Open(Duration.ofSeconds(3)));
        story.pass(FIVE);
        assertThat(condition()).isEqualTo(new Condition.Open(Duration.ZERO));
        Turn<String> trial = turn();
        assertThat(condition()).isEqualTo(new Condition.HalfOpen());
        trial.close();
    }

    private Condition condition() {
        return group.snapshot(story.now).getFirst().condition();
    }

    @Test
    void serversOfNoGroupAreForgotten() {
        kill("a");
        story.health.retain(List.of("b"));
        assertThat(story.health.snapshot(story.now)).extracting("server").containsExactly("b");
        assertThat(story.connect(group)).containsExactly("b");
    }

    @Test
    void aPlanThatIsClosedHasNoMoreTurns() {
        ConnectPlan<String> plan = group.plan("host", story.now);
        plan.close();
        assertThat(plan.next(story.now)).isEmpty();
    }

    @Test
    void aGroupHasServersAndEachOnce() {
        assertThatThrownBy(() -> story.failover(new Recovery.Never()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> story.failover(new Recovery.Never(), "a", "a"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Recovery.After(0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Backoff(1, FIVE, Duration.ofSeconds(1), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Backoff(0, FIVE, FIVE, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatAListenerThrowsComesOutAndChangesNothing() {
        ServerHealth<String> health =
                new ServerHealth<>(
                        Backoff.STANDARD,
                        new SplittableRandom(1),
                        event -> {
                            throw new IllegalStateException(event.toString());
                        });
        health.check("a", 0).failed(ServerFailure.LATE, 0);
        Turn<String> second = health.check("a", 0);
        assertThatThrownBy(() -> second.failed(ServerFailure.LATE, 0))
                .isInstanceOf(IllegalStateException.class);
        assertThat(health.snapshot(0).getFirst().condition()).isInstanceOf(Condition.Open.class);
    }

    /// The first turn of a connect that goes on.
    private Turn<String> turn() {
        return group.plan("host", story.now).next(story.now).orElseThrow();
    }

    private void kill(String server) {
        story.connect(group, server);
        story.connect(group, server);
    }
}
