package io.tsocks.client.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.net.Recovery;
import io.tsocks.net.Selection;
import io.tsocks.testing.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// Threads that share a group, on one clock that each of them moves on.
class ManyThreadsTest {

    private static final int THREADS = 8;
    private static final int CONNECTS = 2_000;
    private static final int SERVERS = 3;

    /// What happened in the eyes of the listener, which is told one thing after the other.
    private final List<HealthEvent<Integer>> events = new ArrayList<>();

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger trials = new AtomicInteger();

    @Test
    void theStoryOfEachServerIsInOrder() throws Exception {
        ServerHealth<Integer> health =
                new ServerHealth<>(Backoff.STANDARD, new SplittableRandom(5), events::add);
        ServerGroup<Integer> group =
                health.group(
                        List.of(0, 1, 2), Selection.ROUND_ROBIN, new Recovery.Never(), i -> "" + i);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            Seeds.first(THREADS).forEach(seed -> all.add(threads.submit(() -> run(group, seed))));
            for (Future<?> one : all) {
                one.get();
            }
        }
        for (int server = 0; server < SERVERS; server++) {
            checkStory(server);
        }
        assertThat(trials).hasPositiveValue();
    }

    private void run(ServerGroup<Integer> group, long seed) {
        RandomGenerator random = Seeds.random(seed);
        for (int i = 0; i < CONNECTS; i++) {
            try (ConnectPlan<Integer> plan = group.plan("host", now.get())) {
                plan.next(now.get()).ifPresent(turn -> use(turn, random));
            }
        }
    }

    private void use(Turn<Integer> turn, RandomGenerator random) {
        if (turn.kind() == Turn.Kind.TRIAL) {
            trials.incrementAndGet();
        }
        long at = now.addAndGet(Duration.ofMillis(random.nextInt(200)).toNanos());
        switch (random.nextInt(4)) {
            case 0 -> turn.granted(Duration.ofMillis(3), at);
            case 1, 2 -> turn.failed(ServerFailure.LATE, at);
            default -> {}
        }
    }

    /// Open, then perhaps trials that come to nothing, then open again or closed.
    private void checkStory(int server) {
        boolean isOpen = false;
        boolean isTried = false;
        for (HealthEvent<Integer> event : events) {
            switch (event) {
                case HealthEvent.Opened<Integer> opened when opened.server() == server -> {
                    assertThat(isTried).isEqualTo(isOpen);
                    isOpen = true;
                    isTried = false;
                }
                case HealthEvent.HalfOpen<Integer>(Integer of) when of == server -> {
                    assertThat(isOpen).isTrue();
                    isTried = true;
                }
                case HealthEvent.Closed<Integer>(Integer of) when of == server -> {
                    assertThat(isOpen).isTrue();
                    isOpen = false;
                    isTried = false;
                }
                case HealthEvent.Opened<Integer> ignored -> {}
                case HealthEvent.HalfOpen<Integer> ignored -> {}
                case HealthEvent.Closed<Integer> ignored -> {}
                case HealthEvent.Switched<Integer> ignored -> {}
            }
        }
    }
}
