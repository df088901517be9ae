package io.tsocks.client.health;

import io.tsocks.net.Recovery;
import io.tsocks.net.Selection;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// What is known of all servers. A server that is a member of several groups is known once, so that
/// the second group need not find out what the first one knows.
///
/// All times are those of [System#nanoTime], and given by the caller.
///
/// Thread-safe.
///
/// @param <S> what stands for a server; equal where it is the same server
public final class ServerHealth<S> {

    private final Backoff backoff;
    private final RandomGenerator random;
    private final Announcer<S> announcer;

    /// Guards everything that is known, and the groups too; held for a few steps only.
    private final ReentrantLock lock = new ReentrantLock();

    private final Map<S, Breaker<S>> breakers = new LinkedHashMap<>();

    /// Knows nothing yet.
    ///
    /// @param random for jitter; used by one thread at a time
    /// @param listener is told of every change, one after the other, by the threads that connect;
    ///     what it throws comes out there
    public ServerHealth(
            Backoff backoff, RandomGenerator random, Consumer<? super HealthEvent<S>> listener) {
        this.backoff = backoff;
        this.random = random;
        this.announcer = new Announcer<>(listener);
    }

    /// A group of servers.
    ///
    /// @param members at least one, each once, the preferred one first
    /// @param recovery for [Selection#FAILOVER]
    /// @param name of a server, for [Selection#HASH]: the same in every run
    public ServerGroup<S> group(
            List<S> members, Selection selection, Recovery recovery, Function<S, String> name) {
        return group(members, Collections.nCopies(members.size(), 1), selection, recovery, name);
    }

    /// A group of servers with weights.
    ///
    /// @param members at least one, each once, the preferred one first
    /// @param weights of the members, in their order, at least 1 each; for [Selection#ROUND_ROBIN]
    ///     and [Selection#HASH]
    /// @param recovery for [Selection#FAILOVER]
    /// @param name of a server, for [Selection#HASH]: the same in every run
    public ServerGroup<S> group(
            List<S> members,
            List<Integer> weights,
            Selection selection,
            Recovery recovery,
            Function<S, String> name) {
        return locked(
                () -> {
                    List<Breaker<S>> known = members.stream().map(this::breaker).toList();
                    return new ServerGroup<>(this, known, weights, selection, recovery, name);
                });
    }

    /// A check of a server begins: a connect to it for no program. It is the trial of a server that
    /// was left alone for long enough, so that no program's connect has to be.
    public Turn<S> check(S server, long now) {
        return turn(server, now);
    }

    /// The turn of a server outside of its groups: on the way to another one.
    public Turn<S> turn(S server, long now) {
        return locked(() -> begin(breaker(server), ofNoGroup(), now));
    }

    /// Whether a server has failed so lately that connects go elsewhere if they can.
    public boolean isLeftAlone(S server, long now) {
        return locked(
                () -> {
                    Breaker<S> known = breakers.get(server);
                    return known != null && !known.isUsable(now);
                });
    }

    /// What is known of each server, in the order in which they became known.
    public List<ServerSnapshot<S>> snapshot(long now) {
        return locked(() -> breakers.values().stream().map(one -> one.snapshot(now)).toList());
    }

    /// Forgets all servers but these. Groups that have others still know them.
    public void retain(Collection<S> servers) {
        locked(() -> breakers.keySet().retainAll(List.copyOf(servers)));
    }

    /// Starts a turn; under the lock.
    Turn<S> begin(Breaker<S> breaker, Turn.Watcher<S> watcher, long now) {
        Turn<S> turn = new Turn<>(this, breaker, kind(breaker, now), watcher);
        breaker.begin(turn, now);
        return turn;
    }

    private static Turn.Kind kind(Breaker<?> breaker, long now) {
        if (breaker.isClosed()) {
            return Turn.Kind.REGULAR;
        }
        return breaker.isUsable(now) ? Turn.Kind.TRIAL : Turn.Kind.EARLY;
    }

    /// Does something under the lock, and tells the listener what came of it without the lock.
    <T> T locked(Supplier<T> work) {
        T result;
        lock.lock();
        try {
            result = work.get();
        } finally {
            lock.unlock();
        }
        announcer.tell();
        return result;
    }

    /// Has the listener told of an event; under the lock.
    void announce(HealthEvent<S> event) {
        announcer.add(event);
    }

    private Breaker<S> breaker(S server) {
        return breakers.computeIfAbsent(
                server, key -> new Breaker<>(key, backoff, random, announcer));
    }

    private Turn.Watcher<S> ofNoGroup() {
        return new Turn.Watcher<>() {
            @Override
            public void ended(Turn<S> turn) {}

            @Override
            public void answered(Turn<S> turn, long now) {}

            @Override
            public void granted(long now) {}

            @Override
            public void suspected(Turn<S> turn) {
                turn.acquit();
            }
        };
    }
}
