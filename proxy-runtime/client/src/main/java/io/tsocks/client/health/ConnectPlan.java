package io.tsocks.client.health;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Which servers one connect tries, one after the other, until one of them does its part. Each
/// member of the group has one turn. Those that are left alone come last, the one first that may be
/// tried soonest, so that no connect fails while a member lives.
///
/// Thread-safe; turns may overlap. Closing it withdraws every turn that nothing was said of.
public final class ConnectPlan<S> implements AutoCloseable {

    private final ServerGroup<S> group;
    private final List<Member<S>> waiting;
    private final Set<Turn<S>> open = new LinkedHashSet<>();

    ConnectPlan(ServerGroup<S> group, List<Member<S>> ranked) {
        this.group = group;
        waiting = new ArrayList<>(ranked);
    }

    /// The next turn; empty where every member had its own.
    ///
    /// @param now on the clock of [System#nanoTime]
    public Optional<Turn<S>> next(long now) {
        return group.health().locked(() -> choose(now).map(member -> begin(member, now)));
    }

    private Optional<Member<S>> choose(long now) {
        Predicate<Member<S>> isUsable = member -> member.breaker().isUsable(now);
        return waiting.stream()
                .filter(isUsable.and(member -> !group.isBeingExplored(member, now)))
                .findFirst()
                .or(() -> waiting.stream().filter(isUsable).findFirst())
                .or(
                        () ->
                                waiting.stream()
                                        .min(
                                                Comparator.comparingLong(
                                                        one -> one.breaker().nanosToRetry(now))));
    }

    private Turn<S> begin(Member<S> member, long now) {
        waiting.remove(member);
        Turn<S> turn = group.begin(member, new OpenTurns(), now);
        open.add(turn);
        return turn;
    }

    /// Has no member's turn follow.
    public void endWithThis() {
        group.health()
                .locked(
                        () -> {
                            waiting.clear();
                            return true;
                        });
    }

    @Override
    public void close() {
        List<Turn<S>> unsaid =
                group.health()
                        .locked(
                                () -> {
                                    waiting.clear();
                                    return List.copyOf(open);
                                });
        unsaid.forEach(Turn::withdraw);
    }

    /// Keeps account of what nothing was said of.
    private final class OpenTurns implements Turn.Watcher<S> {

        @Override
        public void ended(Turn<S> turn) {
            open.remove(turn);
        }

        @Override
        public void answered(Turn<S> turn, long now) {}

        @Override
        public void granted(long now) {
            List.copyOf(open).forEach(turn -> turn.convict(now));
        }

        @Override
        public void suspected(Turn<S> turn) {
            if (waiting.isEmpty()) {
                turn.acquit();
            }
        }
    }
}
