package io.tsocks.launcher.supervisor;

import io.tsocks.launcher.attempt.Ending;
import io.tsocks.linux.Errno;
import io.tsocks.linux.Result;
import java.util.function.Predicate;

/// Brings the sockets of programs to the doors of their detours, and in.
///
/// @param isPending whether a connect has not ended yet
/// @param start begins the way to the server
/// @param end ends a connect
record Entrances(Connector connector, Predicate<PendingConnect> isPending, Start start, End end) {

    /// Begins the way to the server.
    interface Start {
        /// Begins it.
        ///
        /// @param begun is run once TCP is on its way
        void now(PendingConnect connect, Runnable begun);
    }

    /// Ends a connect.
    interface End {
        /// Ends it.
        ///
        /// @param undo whether to disconnect the program's socket
        void now(PendingConnect connect, Ending ending, boolean undo);
    }

    /// Connects the program's socket to its door, and begins the way to the server. If the
    /// program's call does not wait, it is answered between the two, so that a failure of the way
    /// always looks like one of the destination, which takes its time.
    ///
    /// @param begun is run once the program's socket waits at the door
    void begin(PendingConnect connect, Detour detour, Runnable begun) {
        boolean isAnswered = connect.caller().gated();
        connector.start(
                connect.socket(),
                detour.sockaddr(),
                result -> {
                    pointed(connect, detour, result);
                    begun.run();
                    if (isAnswered && isPending.test(connect)) {
                        start.now(connect, () -> {});
                    }
                });
        if (!isAnswered && isPending.test(connect)) {
            start.now(connect, () -> {});
        }
    }

    private void pointed(PendingConnect connect, Detour detour, Result result) {
        detour.pointed(result);
        boolean isUnderway = result.ok() || result.errno() == Errno.EINPROGRESS;
        if (!isUnderway && isPending.test(connect)) {
            fail(connect, result.errno(), false);
        }
    }

    /// Looks whether the program's socket still waits.
    void look(PendingConnect connect, Detour detour) {
        if (detour.isLeft(connect.socket())) {
            leave(connect);
        }
    }

    /// The server has granted the request: now the program's socket is connected, too.
    void letIn(PendingConnect connect, Detour detour) {
        switch (detour.letIn(connect.socket())) {
            case IN -> end.now(connect, new Ending.Made(), false);
            case GONE -> leave(connect);
            case UNDERWAY -> connect.lookOften();
        }
    }

    /// Goes on with a socket that is to come in.
    void keepTime(PendingConnect connect, Detour detour, long now) {
        letIn(connect, detour);
        if (isPending.test(connect) && connect.isLate(now)) {
            fail(connect, Errno.ETIMEDOUT, true);
        }
    }

    /// The program's socket has given up by itself. Its own error says why. A call that waits is
    /// told it.
    private void leave(PendingConnect connect) {
        if (connect.isAskedFor()) {
            int errno = connect.socket().takeError();
            fail(connect, errno == 0 ? Errno.ECONNABORTED : errno, false);
        } else {
            connect.conclude(Ending.GivenUp.BY_PROGRAM);
            end.now(connect, Ending.GivenUp.BY_PROGRAM, false);
        }
    }

    /// Ends a connect because of its program's socket.
    private void fail(PendingConnect connect, int errno, boolean undo) {
        Ending ending = Ending.Failed.ofSocket(errno);
        connect.conclude(ending);
        end.now(connect, ending, undo);
    }
}
