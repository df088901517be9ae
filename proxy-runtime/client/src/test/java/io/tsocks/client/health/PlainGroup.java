package io.tsocks.client.health;

import io.tsocks.net.Recovery;
import io.tsocks.net.Selection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What a group should do, all in one place, by what it was told of its servers. These are numbers
/// from 0.
final class PlainGroup {

    /// Something that happened.
    sealed interface Entry {

        /// A connect asks for the order of the members.
        record Planned(long at) implements Entry {}

        record Began(int server, int turn, long at) implements Entry {}

        record Answered(int server, int turn, long took, long at) implements Entry {}

        /// A server has failed.
        ///
        /// @param repliesBefore what [PlainGroup#replies] told when the turn began, if the server
        ///     was silent for all of its time; -1 for another failure
        record Failed(int server, int turn, long repliesBefore, long at) implements Entry {}

        /// Another server granted a request after which this one closed the connection.
        record Convicted(int server, int turn, long at) implements Entry {}

        record Withdrawn(int server, int turn) implements Entry {}
    }

    private static final int NONE = -1;
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    /// What is known of one server at the end of the story.
    private static final class Known {
        int failures;
        int answers;
        int deaths;
        int replies;
        long retryAt;
        int trial = NONE;
        int explorer = NONE;
        int begun;
        int credit;
        long time = Long.MAX_VALUE;
        long grantedAt = Long.MIN_VALUE;
        boolean tried;
        long triedAt;
    }

    private final List<Integer> weights;
    private final Selection selection;
    private final Recovery recovery;
    private final List<Known> servers;
    private int seat;
    private int turns;

    PlainGroup(List<Integer> weights, Selection selection, Recovery recovery) {
        this.weights = weights;
        this.selection = selection;
        this.recovery = recovery;
        this.servers = Stream.generate(Known::new).limit(weights.size()).toList();
    }

    /// What has happened next.
    ///
    /// @param pause how long the server is left alone from now on, if it is by what has happened
    void tell(Entry entry, Duration pause) {
        switch (entry) {
            case Entry.Planned ignored -> settle();
            case Entry.Began(int server, int turn, long at) -> began(server, turn, at);
            case Entry.Answered answered -> answered(answered);
            case Entry.Failed(int server, int turn, long before, long at) -> {
                boolean isMute = before == servers.get(server).replies;
                failed(server, turn, isMute, at, pause);
            }
            case Entry.Convicted(int server, int turn, long at) -> {
                long granted = servers.get(server).grantedAt;
                if (granted != Long.MIN_VALUE && at - granted <= MINUTE) {
                    end(server, turn);
                } else {
                    failed(server, turn, false, at, pause);
                }
            }
            case Entry.Withdrawn(int server, int turn) -> end(server, turn);
        }
    }

    private void failed(int server, int turn, boolean isMute, long at, Duration pause) {
        if (dies(server, turn, isMute)) {
            dead(server, at + pause.toNanos());
        }
        end(server, turn);
        tried(server, at);
    }

    private void began(int server, int turn, long at) {
        pay(server, at);
        Known known = servers.get(server);
        if (isUsable(server, at) && known.deaths > 0) {
            known.trial = turn;
        }
        if (explores(server, at) && known.explorer == NONE) {
            known.explorer = turn;
        }
        turns++;
        known.begun = turns;
    }

    /// Everyone who may have a turn is given its weight by the one who has it.
    private void pay(int server, long at) {
        for (int i = 0; i < servers.size(); i++) {
            if (i == server || isUsable(i, at)) {
                servers.get(i).credit += weights.get(i);
                servers.get(server).credit -= weights.get(i);
            }
        }
    }

    private boolean isWeighted() {
        return new HashSet<>(weights).size() > 1;
    }

    private void answered(Entry.Answered entry) {
        Known known = servers.get(entry.server());
        known.failures = 0;
        known.answers++;
        known.replies++;
        known.deaths = 0;
        known.trial = NONE;
        end(entry.server(), entry.turn());
        if (entry.took() >= 0) {
            known.grantedAt = entry.at();
            known.time =
                    known.time == Long.MAX_VALUE
                            ? entry.took()
                            : known.time + (entry.took() - known.time) / 4;
        }
        tried(entry.server(), entry.at());
        if (selection == Selection.FAILOVER && servers.get(seat).deaths > 0) {
            seat = entry.server();
        }
        settle();
    }

    private boolean dies(int server, int turn, boolean isMute) {
        Known known = servers.get(server);
        known.failures++;
        known.answers = 0;
        return known.deaths == 0 ? isMute || known.failures >= 2 : known.trial == turn;
    }

    private void dead(int server, long retryAt) {
        Known known = servers.get(server);
        known.deaths++;
        known.trial = NONE;
        known.retryAt = retryAt;
        known.time = Long.MAX_VALUE;
    }

    private void tried(int server, long at) {
        Known known = servers.get(server);
        known.tried = known.deaths == 0;
        known.triedAt = at;
    }

    private void end(int server, int turn) {
        Known known = servers.get(server);
        known.trial = known.trial == turn ? NONE : known.trial;
        known.explorer = known.explorer == turn ? NONE : known.explorer;
    }

    private void settle() {
        switch (selection) {
            case FAILOVER ->
                    seat =
                            IntStream.range(0, seat)
                                    .filter(i -> servers.get(i).deaths == 0 && isBack(i))
                                    .findFirst()
                                    .orElse(seat);
            case FASTEST -> takeFastest();
            case ROUND_ROBIN, HASH -> {}
        }
    }

    private void takeFastest() {
        int best = NONE;
        for (int i = 0; i < servers.size(); i++) {
            boolean counts = servers.get(i).deaths == 0 && servers.get(i).time < Long.MAX_VALUE;
            if (counts && (best == NONE || servers.get(i).time < servers.get(best).time)) {
                best = i;
            }
        }
        Known holder = servers.get(seat);
        boolean holds = holder.deaths == 0 && holder.time < Long.MAX_VALUE;
        if (best != NONE && (!holds || servers.get(best).time < holder.time - holder.time / 5)) {
            seat = best;
        }
    }

    private boolean isBack(int server) {
        return switch (recovery) {
            case Recovery.Immediately ignored -> true;
            case Recovery.After(int count) -> servers.get(server).answers >= count;
            case Recovery.Never ignored -> false;
        };
    }

    private boolean explores(int server, long now) {
        Known known = servers.get(server);
        return switch (selection) {
            case FAILOVER -> server < seat && known.deaths == 0 && !isBack(server);
            case FASTEST -> !known.tried || now - known.triedAt > Duration.ofMinutes(5).toNanos();
            case ROUND_ROBIN, HASH -> false;
        };
    }

    boolean isDead(int server) {
        return servers.get(server).deaths > 0;
    }

    /// How often a server has answered.
    int replies(int server) {
        return servers.get(server).replies;
    }

    int deaths(int server) {
        return servers.get(server).deaths;
    }

    boolean isUsable(int server, long now) {
        Known known = servers.get(server);
        return known.deaths == 0 || (known.trial == NONE && now >= known.retryAt);
    }

    int seat() {
        return seat;
    }

    /// The order of the members at a [Entry.Planned] that is the last entry.
    List<Integer> rank(String destination, long now) {
        Comparator<Integer> by =
                switch (selection) {
                    case FAILOVER ->
                            recovery instanceof Recovery.Never
                                    ? Comparator.comparing((Integer i) -> i != seat)
                                    : Comparator.naturalOrder();
                    case ROUND_ROBIN ->
                            Comparator.comparingInt(
                                            (Integer i) ->
                                                    isWeighted()
                                                            ? -servers.get(i).credit
                                                                    - weights.get(i)
                                                            : 0)
                                    .thenComparingInt(i -> servers.get(i).begun);
                    case HASH ->
                            Comparator.comparingDouble(
                                    i ->
                                            -HashOrder.weighted(
                                                    HashOrder.score("server" + i, destination),
                                                    weights.get(i)));
                    case FASTEST ->
                            Comparator.comparing((Integer i) -> !explores(i, now))
                                    .thenComparing(i -> i != seat)
                                    .thenComparingLong(i -> servers.get(i).time);
                };
        return IntStream.range(0, servers.size()).boxed().sorted(by).toList();
    }

    /// Whose turn is next, of those that had none yet.
    int next(List<Integer> rank, Set<Integer> had, long now) {
        List<Integer> left = new ArrayList<>(rank);
        left.removeAll(new HashSet<>(had));
        List<Integer> usable = left.stream().filter(i -> isUsable(i, now)).toList();
        return usable.stream()
                .filter(i -> servers.get(i).explorer == NONE || !explores(i, now))
                .findFirst()
                .or(() -> usable.stream().findFirst())
                .or(() -> left.stream().min(Comparator.comparingLong(i -> servers.get(i).retryAt)))
                .orElse(NONE);
    }
}
