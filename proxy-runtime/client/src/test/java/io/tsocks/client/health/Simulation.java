package io.tsocks.client.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.client.health.PlainGroup.Entry;
import io.tsocks.net.Recovery;
import io.tsocks.net.Selection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Connects, several at a time, to servers that die, flap, hang and come back, on a clock that is
/// a number. Each choice is compared with [PlainGroup]'s.
final class Simulation {

    private static final long MILLI = 1_000_000;
    private static final long PATIENCE = 10_000 * MILLI;

    /// How a server is for a while.
    private enum Mood {
        LIVES,
        DEAD,
        HANGS
    }

    /// Something that will happen.
    private record Due(long at, long number, Runnable what) {}

    private final RandomGenerator random;
    private final int size;
    private final ServerGroup<Integer> group;
    private final PriorityQueue<Due> agenda =
            new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::number));
    private final List<Mood> moods = new ArrayList<>();
    private final List<Integer> speeds = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private final PlainGroup model;
    private final Map<Integer, Turn<Integer>> trials = new HashMap<>();

    /// Where the clock begins; it may overflow.
    private final long origin;

    private long now;
    private long number;
    private int begun;
    private int unfinished;
    private int switches;
    private boolean isCalm;

    Simulation(RandomGenerator random, Selection selection, Recovery recovery) {
        this.random = random;
        size = random.nextInt(1, 6);
        List<Integer> weights = weights();
        model = new PlainGroup(weights, selection, recovery);
        origin = random.nextBoolean() ? 0 : Long.MAX_VALUE - random.nextLong(PATIENCE * 100);
        ServerHealth<Integer> health = new ServerHealth<>(Backoff.STANDARD, random, this::heard);
        List<Integer> members = IntStream.range(0, size).boxed().toList();
        group = health.group(members, weights, selection, recovery, i -> "server" + i);
        for (int server : members) {
            moods.add(Mood.LIVES);
            speeds.add(random.nextInt(5, 200));
            pauses.add(Duration.ZERO);
            later(random.nextInt(60_000), () -> changeMood(server));
        }
    }

    /// Of each server: often all of them the same.
    private List<Integer> weights() {
        int most = random.nextBoolean() ? 1 : random.nextInt(2, 10);
        return random.ints(size, 1, most + 1).boxed().toList();
    }

    private void heard(HealthEvent<Integer> event) {
        switch (event) {
            case HealthEvent.Opened<Integer> opened -> {
                pauses.set(opened.server(), opened.retryIn());
                int least = opened.failure() == ServerFailure.MUTE ? 1 : 2;
                assertThat(opened.failures()).isGreaterThanOrEqualTo(least);
            }
            case HealthEvent.HalfOpen<Integer>(Integer server) ->
                    assertThat(trials).doesNotContainKey(server);
            case HealthEvent.Closed<Integer>(Integer server) -> trials.remove(server);
            case HealthEvent.Switched<Integer> ignored -> switches++;
        }
    }

    private long clock() {
        return origin + now;
    }

    private void later(long millis, Runnable what) {
        number++;
        agenda.add(new Due(now + millis * MILLI, number, what));
    }

    private void changeMood(int server) {
        if (isCalm) {
            return;
        }
        Mood[] all = Mood.values();
        moods.set(server, random.nextInt(3) == 0 ? all[random.nextInt(3)] : Mood.LIVES);
        speeds.set(server, random.nextInt(5, 200));
        boolean flaps = random.nextInt(4) == 0;
        later(random.nextInt(flaps ? 2_000 : 120_000), () -> changeMood(server));
    }

    /// Makes connects, each some time after the one before it, and waits for them.
    void connects(int count) {
        long at = 0;
        for (int i = 0; i < count; i++) {
            at += random.nextInt(8) == 0 ? 0 : random.nextInt(2_000);
            later(at, () -> new Connect().start());
        }
        unfinished = count;
        while (unfinished > 0) {
            Due due = agenda.remove();
            now = due.at();
            due.what().run();
        }
    }

    /// From now on every server lives.
    void calm() {
        isCalm = true;
        moods.replaceAll(ignored -> Mood.LIVES);
    }

    /// Which server the group has.
    Optional<Integer> current() {
        return group.current();
    }

    /// How often it has gone to another one.
    int switches() {
        return switches;
    }

    /// Whether the server that the group has is left alone.
    boolean isCurrentDead() {
        return model.isDead(current().orElseThrow());
    }

    private void tell(Entry entry) {
        model.tell(entry, Duration.ZERO);
    }

    /// One connect to a host.
    private final class Connect {

        private final String host = "host" + random.nextInt(20);
        private final Set<Integer> had = new HashSet<>();

        /// The turns of servers that closed the connection instead of a reply.
        private final Map<Turn<Integer>, Integer> suspects = new LinkedHashMap<>();

        private final ConnectPlan<Integer> plan;
        private final List<Integer> rank;
        private @Nullable Turn<Integer> turn;
        private int id;
        private boolean isOver;

        Connect() {
            plan = group.plan(host, clock());
            tell(new Entry.Planned(now));
            rank = model.rank(host, now);
            group.current().ifPresent(seat -> assertThat(seat).isEqualTo(model.seat()));
        }

        void start() {
            if (random.nextInt(20) == 0) {
                later(random.nextInt(12_000), this::cancel);
            }
            next();
        }

        private void next() {
            int expected = model.next(rank, had, now);
            Optional<Turn<Integer>> next = plan.next(clock());
            assertThat(next.map(Turn::server).orElse(-1)).isEqualTo(expected);
            if (next.isPresent()) {
                checkKind(next.get());
                begin(next.get());
            } else {
                assertThat(had).as("what was tried in vain").hasSize(size);
                finish();
            }
        }

        private void checkKind(Turn<Integer> next) {
            int server = next.server();
            Turn.Kind kind = model.isDead(server) ? Turn.Kind.TRIAL : Turn.Kind.REGULAR;
            boolean isUsable = model.isUsable(server, now);
            assertThat(next.kind()).isEqualTo(isUsable ? kind : Turn.Kind.EARLY);
            boolean isOtherUsable =
                    IntStream.range(0, size)
                            .anyMatch(i -> !had.contains(i) && model.isUsable(i, now));
            assertThat(isUsable).as("no server is tried too early").isEqualTo(isOtherUsable);
            if (next.kind() == Turn.Kind.TRIAL) {
                assertThat(trials.put(server, next)).as("another trial").isNull();
            }
        }

        private void begin(Turn<Integer> next) {
            int server = next.server();
            turn = next;
            begun++;
            id = begun;
            had.add(server);
            tell(new Entry.Began(server, id, now));
            long start = now;
            int before = model.replies(server);
            switch (moods.get(server)) {
                case LIVES -> later(speeds.get(server), () -> answer(next, start));
                case DEAD -> later(1, () -> fail(next, ServerFailure.UNREACHABLE, -1));
                case HANGS -> later(PATIENCE / MILLI, () -> fail(next, ServerFailure.MUTE, before));
            }
        }

        private void answer(Turn<Integer> of, long start) {
            if (isOver) {
                return;
            }
            if (random.nextInt(10) == 0) {
                of.end(new Verdict.Suspected(ServerFailure.CLOSED), clock());
                suspects.put(of, id);
                next();
                return;
            }
            boolean isRefused = random.nextInt(20) == 0;
            long took = isRefused ? -1 : now - start;
            tell(new Entry.Answered(of.server(), id, took, now));
            if (isRefused) {
                of.refused(clock());
            } else {
                of.granted(Duration.ofNanos(took), clock());
                suspects.forEach(this::convict);
                suspects.clear();
            }
            trials.remove(of.server(), of);
            finish();
        }

        private void fail(Turn<Integer> of, ServerFailure failure, int repliesBefore) {
            if (isOver) {
                return;
            }
            int server = of.server();
            int deaths = model.deaths(server);
            of.failed(failure, clock());
            trials.remove(server, of);
            model.tell(new Entry.Failed(server, id, repliesBefore, now), pauses.get(server));
            if (model.deaths(server) > deaths) {
                checkPause(pauses.get(server), model.deaths(server));
            }
            next();
        }

        private void convict(Turn<Integer> suspect, int with) {
            int server = suspect.server();
            int deaths = model.deaths(server);
            model.tell(new Entry.Convicted(server, with, now), pauses.get(server));
            trials.remove(server, suspect);
            if (model.deaths(server) > deaths) {
                checkPause(pauses.get(server), model.deaths(server));
            }
        }

        private void acquit(Turn<Integer> suspect, int with) {
            tell(new Entry.Withdrawn(suspect.server(), with));
            trials.remove(suspect.server(), suspect);
        }

        private void checkPause(Duration pause, int deaths) {
            double nominal = Math.min(300, 5 * Math.pow(2, deaths - 1));
            assertThat(pause.toMillis() / 1000.0).isBetween(nominal * 0.799, nominal * 1.201);
        }

        private void cancel() {
            Turn<Integer> cancelled = turn;
            if (!isOver && cancelled != null) {
                tell(new Entry.Withdrawn(cancelled.server(), id));
                trials.remove(cancelled.server(), cancelled);
                finish();
            }
        }

        private void finish() {
            isOver = true;
            unfinished--;
            suspects.forEach(this::acquit);
            plan.close();
        }
    }
}
