package io.tsocks.launcher.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.linux.Errno;
import io.tsocks.testing.Seeds;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever a kernel, a server and a program do, an attempt ends once and does no more than it may.
class AttemptModelTest {

    private static final int MOST_STEPS = 2_000;

    static LongStream seeds() {
        return Seeds.first(500);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anAttemptEndsOnceAndDoesNoMoreThanItMay(long seed) {
        AttemptWorld world = new AttemptWorld(Seeds.random(seed), seed);
        Attempt attempt = world.attempt();
        AttemptAction action = attempt.on(new AttemptEvent.Begin());
        for (int step = 0; world.finish() == null; step++) {
            assertThat(step).as("seed %d: steps", seed).isLessThan(MOST_STEPS);
            action = attempt.on(world.eventAfter(action));
            world.see(action);
        }
        assertNothingFollows(attempt, world, seed);
        assertTruth(world, seed);
    }

    /// The last action released the socket; none is to follow that would need it.
    private static void assertNothingFollows(Attempt attempt, AttemptWorld world, long seed) {
        for (int i = 0; i < 20; i++) {
            assertThat(attempt.on(world.anyEvent()))
                    .as("seed %d: after the end", seed)
                    .isEqualTo(new AttemptAction.Rest());
        }
        assertThat(world.releases()).as("seed %d: releases of the socket", seed).isEqualTo(1);
    }

    /// What the program is told is what has happened.
    private static void assertTruth(AttemptWorld world, long seed) {
        AttemptAction.Finish finish = world.finish();
        if (finish == null) {
            throw new AssertionError("seed " + seed + ": no end");
        }
        if (finish.ending() instanceof Ending.Made) {
            assertThat(world.isConnected()).as("seed %d: TCP", seed).isTrue();
            assertThat(world.isGranted()).as("seed %d: granted", seed).isTrue();
            assertThat(world.isDisturbed()).as("seed %d: used early", seed).isFalse();
            assertThat(world.unreadOfHandshake()).as("seed %d: unread", seed).isZero();
            assertThat(finish.undo()).as("seed %d: undone", seed).isFalse();
        } else {
            assertThat(finish.ending().errno()).as("seed %d", seed).isNotEqualTo(0);
            assertThat(finish.ending().message()).as("seed %d", seed).isNotNull();
            assertThat(finish.ending().message()).as("seed %d", seed).doesNotContain("s3cret");
        }
        if (finish.ending() instanceof Ending.UsedEarly) {
            assertThat(finish.ending().errno()).isEqualTo(Errno.ECONNABORTED);
            assertThat(world.isDisturbed()).as("seed %d: used early", seed).isTrue();
        }
    }
}
