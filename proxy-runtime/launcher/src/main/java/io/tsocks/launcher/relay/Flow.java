package io.tsocks.launcher.relay;

import io.tsocks.linux.Errno;
import io.tsocks.linux.OwnSocket;
import io.tsocks.linux.Pipe;
import io.tsocks.linux.Result;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One direction of a relayed connection. It takes bytes only when the bytes before them have been
/// given on, so a slow reader slows the writer, as without a relay.
final class Flow {

    /// After so many moves others have their turn.
    private static final int MOVES = 32;

    private final OwnSocket from;
    private final OwnSocket to;
    private final Pipes pipes;
    private @Nullable Pipe pipe;
    private State state = State.WAITING;
    private boolean isDue;
    private boolean isUrgent;

    /// What a direction does next.
    enum State {
        /// It goes on when a socket is ready.
        WAITING,
        /// It can go on at once.
        READY,
        /// It goes on when there is a pipe.
        WITHOUT_PIPE,
        /// The end has been passed on.
        ENDED,
        /// The connection is broken.
        BROKEN
    }

    Flow(OwnSocket from, OwnSocket to, Pipes pipes) {
        this.from = from;
        this.to = to;
        this.pipes = pipes;
    }

    State state() {
        return state;
    }

    /// Bytes have arrived at the side that it reads from, or their end.
    ///
    /// @param urgent whether one of them is urgent
    void arrived(boolean urgent) {
        isUrgent |= urgent;
        isDue |= pipe == null;
    }

    /// The side that it writes to takes bytes again.
    void drained() {
        isDue |= pipe != null;
    }

    /// Moves what can be moved without waiting.
    void move() {
        boolean isIdle = state == State.WAITING && !isDue;
        if (isIdle || state == State.ENDED || state == State.BROKEN) {
            return;
        }
        isDue = false;
        state = State.READY;
        for (int moves = 0; state == State.READY && moves < MOVES; moves++) {
            Pipe full = pipe;
            state = full == null ? take() : give(full);
        }
    }

    private State take() {
        Optional<Pipe> empty = pipes.take();
        if (empty.isEmpty()) {
            return State.WITHOUT_PIPE;
        }
        Result taken = fill(empty.get());
        if (taken.value() > 0) {
            pipe = empty.get();
            return State.READY;
        }
        pipes.give(empty.get());
        return taken.ok() ? passEndOn() : trouble(taken.errno());
    }

    /// A splice stops at an urgent byte, and says that nothing has arrived, or that the peer has
    /// closed. The poller may not have told of the byte yet when the peer has.
    private Result fill(Pipe empty) {
        Result taken = empty.fill(from);
        boolean isStopped = taken.value() == 0 || (isUrgent && taken.errno() == Errno.EAGAIN);
        if (isStopped) {
            taken = empty.fillWithCopy(from);
            isUrgent = taken.value() > 0;
        }
        return taken;
    }

    private State passEndOn() {
        to.endWriting();
        return State.ENDED;
    }

    private State give(Pipe full) {
        Result given = full.drain(to);
        if (!given.ok()) {
            return trouble(given.errno());
        }
        if (full.isEmpty()) {
            release();
        }
        return State.READY;
    }

    private static State trouble(int errno) {
        return errno == Errno.EAGAIN ? State.WAITING : State.BROKEN;
    }

    /// Moves nothing more.
    void breakOff() {
        state = State.BROKEN;
    }

    /// Gives up the bytes that are under way.
    void release() {
        if (pipe != null) {
            pipes.give(pipe);
            pipe = null;
        }
    }
}
