package io.tsocks.client.health;

import io.tsocks.net.Recovery;
import io.tsocks.net.Selection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Servers that stand for each other. [ServerHealth#group] makes one.
///
/// Thread-safe.
public final class ServerGroup<S> {

    private final ServerHealth<S> health;
    private final List<Member<S>> members;
    private final Order<S> order;
    private final @Nullable Seat<S> seat;
    private long turns;

    ServerGroup(
            ServerHealth<S> health,
            List<Breaker<S>> servers,
            List<Integer> weights,
            Selection selection,
            Recovery recovery,
            Function<S, String> name) {
        if (weights.size() != servers.size() || weights.stream().anyMatch(one -> one < 1)) {
            throw new IllegalArgumentException("each server has a weight of at least 1");
        }
        if (servers.isEmpty() || new HashSet<>(servers).size() < servers.size()) {
            throw new IllegalArgumentException("a group has at least one server, and each once");
        }
        this.health = health;
        members =
                IntStream.range(0, servers.size())
                        .mapToObj(i -> new Member<>(i, weights.get(i), servers.get(i)))
                        .toList();
        Seat<S> first = new Seat<>(this, members.getFirst());
        order =
                switch (selection) {
                    case FAILOVER -> new FailoverOrder<>(members, recovery, first);
                    case ROUND_ROBIN -> inTurn(weights);
                    case HASH -> new HashOrder<>(members, name);
                    case FASTEST -> new FastestOrder<>(members, first);
                };
        seat =
                switch (selection) {
                    case FAILOVER, FASTEST -> first;
                    case ROUND_ROBIN, HASH -> null;
                };
    }

    private Order<S> inTurn(List<Integer> weights) {
        return new HashSet<>(weights).size() == 1
                ? new RoundRobinOrder<>(members)
                : new WeightedOrder<>(members);
    }

    /// The servers, the preferred one first.
    public List<S> servers() {
        return members.stream().map(Member::server).toList();
    }

    /// Which server has the connects; empty where all have some.
    public Optional<S> current() {
        return health.locked(() -> Optional.ofNullable(seat).map(one -> one.holder().server()));
    }

    /// What is known of each server.
    public List<ServerSnapshot<S>> snapshot(long now) {
        return health.locked(
                () -> members.stream().map(one -> one.breaker().snapshot(now)).toList());
    }

    /// The servers for one connect, in the order in which it tries them.
    ///
    /// @param destination its host, for [Selection#HASH]
    /// @param now on the clock of [System#nanoTime]
    public ConnectPlan<S> plan(String destination, long now) {
        return health.locked(() -> new ConnectPlan<>(this, order.rank(destination, now)));
    }

    /// Starts the turn of a member in a connect.
    Turn<S> begin(Member<S> member, Turn.Watcher<S> connect, long now) {
        order.began(member, now);
        boolean explores = order.wantsToKnow(member, now);
        Turn<S> turn = health.begin(member.breaker(), new Both<>(member, order, connect), now);
        turns++;
        member.begin(turn, turns, explores);
        return turn;
    }

    /// Whether a member has to wait for what the turn of another connect finds out about it.
    boolean isBeingExplored(Member<S> member, long now) {
        return member.isExplored() && order.wantsToKnow(member, now);
    }

    void announce(HealthEvent<S> event) {
        health.announce(event);
    }

    ServerHealth<S> health() {
        return health;
    }

    /// The group and the connect, which both want to know of a turn.
    private record Both<S>(Member<S> member, Order<S> order, Turn.Watcher<S> connect)
            implements Turn.Watcher<S> {

        @Override
        public void ended(Turn<S> turn) {
            member.end(turn);
            connect.ended(turn);
        }

        @Override
        public void answered(Turn<S> turn, long now) {
            order.answered(member, now);
            connect.answered(turn, now);
        }

        @Override
        public void granted(long now) {
            connect.granted(now);
        }

        @Override
        public void suspected(Turn<S> turn) {
            connect.suspected(turn);
        }
    }
}
