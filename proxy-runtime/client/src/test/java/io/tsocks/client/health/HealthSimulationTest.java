package io.tsocks.client.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.net.Recovery;
import io.tsocks.net.Selection;
import io.tsocks.testing.Seeds;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A thousand connects of each seed, each choice beside a plain model.
class HealthSimulationTest {

    private static final int SEEDS = 30;
    private static final int CONNECTS = 1_000;

    /// Enough for the longest pause to end.
    private static final int CALM_CONNECTS = 500;

    @ParameterizedTest
    @EnumSource
    void everyChoiceIsAsTheModelSays(Selection selection) {
        each(
                seed -> {
                    Simulation simulation =
                            new Simulation(
                                    Seeds.random(seed), selection, new Recovery.Immediately());
                    simulation.connects(CONNECTS);
                });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void aGroupGoesBackToTheServerThatAnswersOftenEnough(int answers) {
        each(seed -> goesBack(seed, new Recovery.After(answers)));
    }

    @Test
    void aGroupGoesBackToTheServerThatAnswers() {
        each(seed -> goesBack(seed, new Recovery.Immediately()));
    }

    private static void goesBack(long seed, Recovery recovery) {
        Simulation simulation = new Simulation(Seeds.random(seed), Selection.FAILOVER, recovery);
        simulation.connects(CONNECTS);
        simulation.calm();
        simulation.connects(CALM_CONNECTS);
        assertThat(simulation.current()).contains(0);
    }

    @Test
    void aGroupStaysWhereItIs() {
        each(
                seed -> {
                    Simulation simulation =
                            new Simulation(
                                    Seeds.random(seed), Selection.FAILOVER, new Recovery.Never());
                    simulation.connects(CONNECTS);
                    simulation.calm();
                    int leaves = simulation.isCurrentDead() ? 1 : 0;
                    int before = simulation.switches();
                    simulation.connects(CALM_CONNECTS);
                    assertThat(simulation.switches() - before).isLessThanOrEqualTo(leaves);
                });
    }

    private static void each(LongConsumer test) {
        Seeds.first(SEEDS)
                .forEach(
                        seed -> {
                            try {
                                test.accept(seed);
                            } catch (AssertionError e) {
                                throw new AssertionError("seed " + seed, e);
                            }
                        });
    }
}
