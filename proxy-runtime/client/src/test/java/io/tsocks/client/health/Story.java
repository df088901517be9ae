package io.tsocks.client.health;

import io.tsocks.net.Recovery;
import io.tsocks.net.Selection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// A few servers, a clock that a test sets, and what was said of them.
final class Story {

    static final Duration QUICK = Duration.ofMillis(20);

    final List<HealthEvent<String>> events = new ArrayList<>();

    /// Without jitter.
    final ServerHealth<String> health =
            new ServerHealth<>(
                    new Backoff(2, Duration.ofSeconds(5), Duration.ofMinutes(5), 0),
                    new SplittableRandom(1),
                    events::add);

    long now;

    ServerGroup<String> group(Selection selection, Recovery recovery, String... members) {
        return health.group(List.of(members), selection, recovery, name -> name);
    }

    ServerGroup<String> failover(Recovery recovery, String... members) {
        return group(Selection.FAILOVER, recovery, members);
    }

    void pass(Duration time) {
        now += time.toNanos();
    }

    /// A connect in which these servers fail, and every other one grants.
    ///
    /// @return the servers that were tried, in their order
    List<String> connect(ServerGroup<String> group, String... failing) {
        return connectTo(group, "host", failing);
    }

    List<String> connectTo(ServerGroup<String> group, String host, String... failing) {
        List<String> tried = new ArrayList<>();
        try (ConnectPlan<String> plan = group.plan(host, now)) {
            for (var next = plan.next(now); next.isPresent(); next = plan.next(now)) {
                Turn<String> turn = next.get();
                tried.add(turn.server());
                if (!List.of(failing).contains(turn.server())) {
                    turn.granted(QUICK, now);
                    return tried;
                }
                turn.failed(ServerFailure.UNREACHABLE, now);
            }
        }
        return tried;
    }

    /// A connect to the next server of the group that is granted after a time.
    String connectIn(ServerGroup<String> group, Duration handshake) {
        try (ConnectPlan<String> plan = group.plan("host", now)) {
            Turn<String> turn = plan.next(now).orElseThrow();
            turn.granted(handshake, now);
            return turn.server();
        }
    }

    /// A check that goes well, or not.
    void check(String server, boolean isGood) {
        Turn<String> turn = health.check(server, now);
        if (isGood) {
            turn.granted(QUICK, now);
        } else {
            turn.failed(ServerFailure.CLOSED, now);
        }
    }
}
