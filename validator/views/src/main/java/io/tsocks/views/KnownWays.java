package io.tsocks.views;

import io.tsocks.engine.Decision;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/// What the answers of a policy's rules have in common, found once for all questions to one engine,
/// which makes one decision for each rule. Thread-safe.
public final class KnownWays {

    /// A policy may have a million rules.
    private static final int MOST = 10_000;

    private final ConcurrentMap<Same, AnswerWay> ways = new ConcurrentHashMap<>();

    /// Knows nothing yet.
    public KnownWays() {}

    /// A decision by its identity, which is cheaper than what it says.
    private record Same(Decision decision) {

        @Override
        @SuppressWarnings("ReferenceEquality") // the engine's own
        public boolean equals(@Nullable Object other) {
            return other instanceof Same(Decision that) && that == decision;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(decision);
        }
    }

    @Nullable AnswerWay of(Decision decision) {
        return ways.get(new Same(decision));
    }

    void add(Decision decision, AnswerWay way) {
        if (ways.size() >= MOST) {
            ways.clear();
        }
        ways.put(new Same(decision), way);
    }

    void clear() {
        ways.clear();
    }
}
