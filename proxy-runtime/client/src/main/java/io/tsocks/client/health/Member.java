package io.tsocks.client.health;

import org.jspecify.annotations.Nullable;

/// A server in a group. Guarded by the lock of [ServerHealth].
final class Member<S> {

    private final int position;
    private final int weight;
    private final Breaker<S> breaker;

    /// The turn that finds out what the group wants to know of it; null where none does.
    private @Nullable Turn<S> explorer;

    /// The number of its last turn among all of the group; 0 before the first.
    private long lastTurn;

    /// @param position in the group, from 0, which is the preferred one
    /// @param weight at least 1; the share of the connects beside those of the others
    Member(int position, int weight, Breaker<S> breaker) {
        this.position = position;
        this.weight = weight;
        this.breaker = breaker;
    }

    int position() {
        return position;
    }

    int weight() {
        return weight;
    }

    S server() {
        return breaker.server();
    }

    Breaker<S> breaker() {
        return breaker;
    }

    HandshakeTime time() {
        return breaker.time();
    }

    boolean isClosed() {
        return breaker.isClosed();
    }

    long lastTurn() {
        return lastTurn;
    }

    boolean isExplored() {
        return explorer != null;
    }

    /// A turn begins.
    ///
    /// @param explores whether it finds out something, if no other does yet
    void begin(Turn<S> turn, long number, boolean explores) {
        lastTurn = number;
        if (explores && explorer == null) {
            explorer = turn;
        }
    }

    void end(Turn<S> turn) {
        if (turn.equals(explorer)) {
            explorer = null;
        }
    }
}
