package io.tsocks.launcher.relay;

import io.tsocks.launcher.relay.Flow.State;
import io.tsocks.linux.OwnSocket;

/// A relayed connection: the peer of the program's socket, and the connection to the server.
///
/// @param inner the peer of the program's socket
/// @param outer the connection to the server
/// @param out what the program sends
/// @param in what the server sends
record Passage(OwnSocket inner, OwnSocket outer, Flow out, Flow in) {

    static Passage of(OwnSocket inner, OwnSocket outer, Pipes pipes) {
        return new Passage(
                inner, outer, new Flow(inner, outer, pipes), new Flow(outer, inner, pipes));
    }

    /// Moves what can be moved without waiting.
    void move() {
        out.move();
        in.move();
    }

    /// Gives the connection up; [#close] resets both sides.
    void breakOff() {
        out.breakOff();
    }

    boolean isIn(State state) {
        return out.state() == state || in.state() == state;
    }

    /// Whether nothing more is to be moved.
    ///
    /// @param isLast whether no program is left to read what the server sends
    boolean isOver(boolean isLast) {
        return isIn(State.BROKEN)
                || (out.state() == State.ENDED && (isLast || in.state() == State.ENDED));
    }

    /// Closes both sides. If one is broken, the other is reset, as both are if this process dies.
    void close() {
        out.release();
        in.release();
        if (!isIn(State.BROKEN)) {
            inner.endWhenClosed();
            outer.endWhenClosed();
        }
        inner.close();
        outer.close();
    }
}
