package io.tsocks.launcher.supervisor;

import io.tsocks.launcher.attempt.Ending;
import io.tsocks.linux.Errno;
import java.util.Iterator;
import java.util.function.Consumer;

/// Tells the callers of a connect how it ended, keeps that for those who ask later, and has it
/// recorded.
///
/// @param fromElsewhere takes events from any thread
record Conclusions(SocketTable sockets, Replies replies, Journal journal, Journal fromElsewhere) {

    /// Tells everyone.
    void tell(PendingConnect connect, Ending ending) {
        answer(connect, ending);
        record(connect, ending);
    }

    /// Records, from any thread, why a connection is reset that was made before.
    Consumer<String> breakOf(PendingConnect connect) {
        String destination = connect.destination().toString();
        String program = connect.program();
        int thread = connect.caller().thread();
        String rule = connect.plan().rule();
        String server = connect.fate(new Ending.Made()).server();
        return why ->
                fromElsewhere.record(
                        new Journal.Event(
                                Journal.Protocol.TCP,
                                destination,
                                program,
                                thread,
                                rule,
                                new Fate.Failed(
                                        server,
                                        Errno.ECONNRESET,
                                        why + "; the program's connection is reset",
                                        true,
                                        0)));
    }

    private void answer(PendingConnect connect, Ending ending) {
        switch (ending) {
            case Ending.Made _ -> succeeded(connect);
            case Ending.Failed _, Ending.UsedEarly _ -> failed(connect, ending.errno());
            case Ending.GivenUp _ -> {
                sockets.forget(connect.cookie());
                connect.held().forEach(held -> replies.connect(held.call(), ending.errno()));
            }
        }
    }

    private void succeeded(PendingConnect connect) {
        boolean reported = false;
        for (HeldCall held : connect.held()) {
            switch (held.question()) {
                case CONNECT -> reported |= replies.connect(held.call(), 0);
                case ERROR -> replies.error(held.call(), 0, () -> {});
                case PEER -> replies.peer(held.call(), connect.destination().asked());
            }
        }
        sockets.settle(
                connect.cookie(),
                new SocketTable.Settled.Connected(connect.destination().asked(), reported));
    }

    private void failed(PendingConnect connect, int errno) {
        long cookie = connect.cookie();
        sockets.settle(cookie, new SocketTable.Settled.Failed(errno));
        for (HeldCall held : connect.held()) {
            switch (held.question()) {
                case CONNECT -> {
                    if (replies.connect(held.call(), errno)) {
                        sockets.forgetFailure(cookie);
                    }
                }
                case ERROR ->
                        replies.error(held.call(), errno, () -> sockets.forgetFailure(cookie));
                case PEER -> replies.connect(held.call(), Errno.ENOTCONN);
            }
        }
    }

    /// Returns from the calls whose `SO_SNDTIMEO` has passed; the connect goes on.
    void tellLate(PendingConnect connect, long now) {
        for (Iterator<HeldCall> held = connect.held().iterator(); held.hasNext(); ) {
            HeldCall call = held.next();
            if (call.patience(now) <= 0) {
                replies.connect(call.call(), call.late());
                held.remove();
            }
        }
    }

    /// Tells the journal.
    void record(PendingConnect connect, Ending ending) {
        Fate fate = connect.fate(ending);
        if (connect.isToRelay() && ending instanceof Ending.Made) {
            return;
        }
        if (journal.heeds(fate.outcome())) {
            journal.record(
                    new Journal.Event(
                            Journal.Protocol.TCP,
                            connect.destination().toString(),
                            connect.program(),
                            connect.caller().thread(),
                            connect.plan().rule(),
                            fate));
        }
    }
}
