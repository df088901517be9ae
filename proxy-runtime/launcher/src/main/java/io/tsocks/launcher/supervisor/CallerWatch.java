package io.tsocks.launcher.supervisor;

import io.tsocks.linux.Notification;
import io.tsocks.linux.SeccompListener;
import io.tsocks.linux.ThreadState;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Looks at the callers of the connects under way, a few at a time, for conditions that no event
/// reports: a signal or a stop that waits for a held call, a caller that has died, and a program
/// that uses its socket in the middle of a handshake.
final class CallerWatch {

    /// How often to look.
    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(20);

    /// How many connects to look at in one tick, so that thousands do not stall the loop.
    private static final int LOOKS_PER_TICK = 64;

    private final SeccompListener listener;
    private final Holders holders;
    private final Predicate<PendingConnect> goesOn;
    private long nextTick = Long.MAX_VALUE;
    private int cursor;

    /// @param goesOn looks whether the program has used its socket, and tells whether the connect
    ///     goes on
    CallerWatch(SeccompListener listener, Holders holders, Predicate<PendingConnect> goesOn) {
        this.listener = listener;
        this.holders = holders;
        this.goesOn = goesOn;
    }

    /// How long until the next look at connects under way, in nanoseconds.
    long patience(long now) {
        nextTick = Math.min(nextTick, now + TICK);
        return nextTick - now;
    }

    /// Looks, if it is time to.
    ///
    /// @param all the connects under way
    void look(List<PendingConnect> all, long now) {
        if (now - nextTick < 0) {
            return;
        }
        nextTick = Long.MAX_VALUE;
        for (int i = 0; i < Math.min(LOOKS_PER_TICK, all.size()); i++) {
            PendingConnect connect = all.get(cursor++ % all.size());
            if (goesOn.test(connect)) {
                holders.watch(connect);
                if (connect.mayBeAbandoned()) {
                    holders.doubt(connect);
                }
                lookAtHeld(connect.held().iterator());
            }
        }
        cursor = all.isEmpty() ? 0 : cursor % all.size();
    }

    private void lookAtHeld(Iterator<HeldCall> held) {
        while (held.hasNext()) {
            HeldCall call = held.next();
            if (letGo(listener, call.call(), call.question().interruption())) {
                held.remove();
            }
        }
    }

    /// Releases a held call whose caller has died, has a signal handler to run, or has to stop. The
    /// kernel then does what it does for a native call, and if the call is made again, it goes on
    /// where it was.
    ///
    /// @param interruption the answer to a caller that has to leave
    /// @return whether the call is not held any more
    static boolean letGo(SeccompListener listener, Notification call, int interruption) {
        if (!listener.waits(call.id())) {
            return true;
        }
        boolean leaves = listener.waitKillable() && new ThreadState(call.tid()).isToLeaveItsCall();
        if (leaves) {
            listener.fail(call.id(), interruption);
        }
        return leaves;
    }
}
