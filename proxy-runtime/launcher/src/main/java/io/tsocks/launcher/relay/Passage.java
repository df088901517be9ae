package io.tsocks.launcher.relay;

import io.tsocks.launcher.relay.Flow.State;
import io.tsocks.linux.OwnSocket;

/// A relayed connection: the peer of the program's socket, and the connection to the server.
///
/// Not thread-safe: the relay's thread owns it.
sealed interface Passage permits SplicedPassage, SealedPassage {

    /// The peer of the program's socket.
    OwnSocket inner();

    /// The connection to the server.
    OwnSocket outer();

    /// One side is ready for something.
    ///
    /// @param side [#inner] or [#outer]
    /// @param events those of [io.tsocks.linux.Poller]
    void ready(OwnSocket side, int events);

    /// Moves what can be moved without waiting.
    void move();

    /// Gives the connection up; [#close] resets both sides.
    void breakOff();

    /// How far what the program sends has come.
    State outward();

    /// How far what the server sends has come.
    State inward();

    default boolean isIn(State state) {
        return outward() == state || inward() == state;
    }

    /// Whether nothing more is to be moved.
    ///
    /// @param isLast whether no program is left to read what the server sends
    default boolean isOver(boolean isLast) {
        return isIn(State.BROKEN)
                || (outward() == State.ENDED && (isLast || inward() == State.ENDED));
    }

    /// Gives back what it has for the bytes that are under way.
    void release();

    /// Closes both sides. If one is broken, the other is reset, as both are if this process dies.
    default void close() {
        release();
        if (!isIn(State.BROKEN)) {
            inner().endWhenClosed();
            outer().endWhenClosed();
        }
        inner().close();
        outer().close();
    }
}
