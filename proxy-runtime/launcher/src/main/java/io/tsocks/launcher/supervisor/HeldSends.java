package io.tsocks.launcher.supervisor;

import io.tsocks.linux.Errno;
import io.tsocks.linux.Notification;
import io.tsocks.linux.Poller;
import io.tsocks.linux.SeccompListener;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The sends on blocking sockets that wait until a server has granted an association, or has not.
final class HeldSends {

    private final SeccompListener listener;
    private final Poller poller;
    private final Consumer<Notification> again;
    private final CallerRounds<Held> rounds = new CallerRounds<>();
    private List<Held> all = new ArrayList<>();
    private volatile boolean isSettled;

    /// A send that waits.
    private static final class Held {
        private final Notification call;
        private final long until;
        private boolean isOver;

        private Held(Notification call, long until) {
            this.call = call;
            this.until = until;
        }
    }

    /// @param poller the loop's
    /// @param again answers a call anew
    HeldSends(SeccompListener listener, Poller poller, Consumer<Notification> again) {
        this.listener = listener;
        this.poller = poller;
        this.again = again;
    }

    /// Lets a send wait.
    ///
    /// @param most the longest wait in nanoseconds; 0 for no limit of its own
    void add(Notification call, long most) {
        long until = most == 0 ? Long.MAX_VALUE : System.nanoTime() + most;
        Held held = new Held(call, until);
        all.add(held);
        rounds.add(held);
    }

    /// Says that some of them may go on; from any thread.
    void settled() {
        isSettled = true;
        poller.wakeUp();
    }

    /// Answers what may go on; to be called by the supervisor's thread whenever it has been woken.
    void drain() {
        rounds.look(this::isOver);
        if (!isSettled) {
            return;
        }
        isSettled = false;
        List<Held> now = all;
        all = new ArrayList<>();
        for (Held held : now) {
            if (!held.isOver) {
                held.isOver = true;
                again.accept(held.call);
            }
        }
    }

    /// How long the loop may sleep, in milliseconds; -1 for ever.
    int patience(int others) {
        return rounds.patience(others);
    }

    /// As for any send, its time may be over, and it may be interrupted.
    private boolean isOver(Held held) {
        if (held.isOver) {
            return true;
        }
        if (held.until != Long.MAX_VALUE && System.nanoTime() - held.until >= 0) {
            held.isOver = true;
            listener.fail(held.call.id(), Errno.EAGAIN);
        } else {
            held.isOver = CallerWatch.letGo(listener, held.call, Errno.ERESTARTSYS);
        }
        return held.isOver;
    }
}
