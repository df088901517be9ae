package io.tsocks.client.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckScheduleTest {

    private static final Duration INTERVAL = Duration.ofSeconds(30);

    private final CheckSchedule<String> schedule = new CheckSchedule<>();

    /// Close to where the clock overflows.
    private long now = Long.MAX_VALUE - Duration.ofSeconds(10).toNanos();

    @Test
    void nothingIsCheckedBeforeAConnectUsesAGroup() {
        assertThat(schedule.due(now)).isEmpty();
        assertThat(schedule.nanosToNext(now)).isEmpty();
    }

    @Test
    void theServersOfAGroupAreCheckedOnceInAnInterval() {
        assertThat(schedule.use(List.of("a", "b"), INTERVAL, now)).isTrue();
        assertThat(schedule.nanosToNext(now)).hasValue(INTERVAL.toNanos());
        assertThat(schedule.due(now)).isEmpty();
        for (int i = 0; i < 5; i++) {
            pass(INTERVAL.minusNanos(1));
            assertThat(schedule.due(now)).isEmpty();
            pass(Duration.ofNanos(1));
            assertThat(schedule.due(now)).containsExactly("a", "b");
            assertThat(schedule.due(now)).isEmpty();
            schedule.ended("a");
            schedule.ended("b");
        }
    }

    @Test
    void connectsMoveNoCheck() {
        schedule.use(List.of("a"), INTERVAL, now);
        pass(INTERVAL.dividedBy(2));
        assertThat(schedule.use(List.of("a"), INTERVAL, now)).isFalse();
        assertThat(schedule.nanosToNext(now)).hasValue(INTERVAL.toNanos() / 2);
    }

    @Test
    void aServerIsCheckedOnceAtATime() {
        schedule.use(List.of("mute", "quick"), INTERVAL, now);
        pass(INTERVAL);
        assertThat(schedule.due(now)).containsExactly("mute", "quick");
        schedule.ended("quick");
        pass(INTERVAL);
        assertThat(schedule.due(now)).containsExactly("quick");
        schedule.ended("mute");
        pass(INTERVAL);
        assertThat(schedule.due(now)).containsExactly("mute");
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 2", "30, 30", "3600, 3600"})
    void aCheckHasTheTimeUntilTheNextOneButTwoSeconds(int interval, int patience) {
        schedule.use(List.of("a"), Duration.ofSeconds(interval), now);
        assertThat(schedule.patience("a")).hasSeconds(patience);
    }

    @Test
    void theShortestIntervalOfAServersGroupsCounts() {
        Duration minute = Duration.ofMinutes(1);
        schedule.use(List.of("a"), minute, now);
        assertThat(schedule.use(List.of("a", "b"), INTERVAL, now)).isTrue();
        assertThat(schedule.use(List.of("a"), minute, now)).isFalse();
        pass(INTERVAL);
        assertThat(schedule.due(now)).containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 30, 3600})
    void checksEndSomeTimeAfterTheLastConnect(int seconds) {
        Duration interval = Duration.ofSeconds(seconds);
        Duration lasting = Duration.ofSeconds(Math.max(3600, 10 * seconds));
        schedule.use(List.of("a"), interval, now);
        pass(lasting);
        assertThat(schedule.due(now)).containsExactly("a");
        schedule.ended("a");
        pass(interval);
        assertThat(schedule.due(now)).isEmpty();
        assertThat(schedule.nanosToNext(now)).isEmpty();
        assertThat(schedule.use(List.of("a"), interval, now)).isTrue();
    }

    @Test
    void whatIsForgottenIsCheckedAgainFromItsNextUseOn() {
        schedule.use(List.of("a"), INTERVAL, now);
        schedule.clear();
        assertThat(schedule.nanosToNext(now)).isEmpty();
        assertThat(schedule.use(List.of("a"), INTERVAL, now)).isTrue();
        assertThat(schedule.nanosToNext(now)).hasValue(INTERVAL.toNanos());
    }

    @Test
    void aClosedScheduleChecksNothing() {
        schedule.use(List.of("a"), INTERVAL, now);
        schedule.close();
        assertThat(schedule.use(List.of("a"), INTERVAL, now)).isFalse();
        pass(INTERVAL);
        assertThat(schedule.due(now)).isEmpty();
        schedule.ended("a");
        assertThat(schedule.nanosToNext(now)).isEmpty();
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
