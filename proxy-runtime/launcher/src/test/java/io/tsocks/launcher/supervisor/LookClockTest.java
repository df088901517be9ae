package io.tsocks.launcher.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LookClockTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /// The last begin shortly before the clock overflows.
    @ParameterizedTest
    @ValueSource(longs = {0, -5, Long.MAX_VALUE - 1})
    void looksWhenSomethingIsDue(long now) {
        LookClock clock = new LookClock(now);
        assertThat(clock.isDue(now)).isTrue();
        clock.looked(now, SECOND);
        assertThat(clock.patience(now)).isEqualTo(1001);
        assertThat(clock.patience(now + SECOND)).isEqualTo(1);
        assertThat(clock.isDue(now + SECOND)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -5, Long.MAX_VALUE - 1})
    void looksSoonAfterSomethingMayHaveHappened(long now) {
        LookClock clock = new LookClock(now);
        clock.looked(now, SECOND);
        assertThat(clock.isDue(now + 1)).isFalse();
        assertThat(clock.patience(now + 1)).isEqualTo(5);
        assertThat(clock.isDue(now + LookClock.PAUSE - 1)).isFalse();
        assertThat(clock.isDue(now + LookClock.PAUSE)).isTrue();
    }

    @Test
    void looksAtOnceIfTheLastLookIsLongAgo() {
        LookClock clock = new LookClock(0);
        clock.looked(0, SECOND);
        assertThat(clock.isDue(SECOND / 2)).isFalse();
        assertThat(clock.patience(SECOND / 2)).isZero();
        assertThat(clock.isDue(SECOND / 2)).isTrue();
    }

    @Test
    void doesNotPutOffWhatIsDueSooner() {
        LookClock clock = new LookClock(0);
        clock.looked(0, 10);
        assertThat(clock.isDue(9)).isFalse();
        assertThat(clock.isDue(10)).isTrue();
    }
}
