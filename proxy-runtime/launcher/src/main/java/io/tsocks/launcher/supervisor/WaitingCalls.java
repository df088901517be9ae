package io.tsocks.launcher.supervisor;

import io.tsocks.linux.Errno;
import io.tsocks.linux.Notification;
import io.tsocks.linux.ProcessState;
import io.tsocks.linux.SeccompListener;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/// The calls that wait for a descriptor, in the order in which they came.
///
/// Each connect under way takes one descriptor of the supervisor, which has the limit of one
/// process for the whole tree. Connects beyond the limit wait until others have ended. Some
/// descriptors are kept for calls that are answered at once.
final class WaitingCalls {

    private static final long MOST_KEPT_FREE = 64;

    private final SeccompListener listener;
    private final long patience;
    private final Consumer<Notification> late;
    private final long firstReserved;
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private final CallerRounds<Waiting> rounds = new CallerRounds<>();

    /// Whether a call from the queue is being answered; if it is added again, it keeps its place.
    private boolean isRetrying;

    private boolean isTurnedAway;

    /// A call that waits.
    private static final class Waiting {
        private final Notification call;
        private final long until;
        private boolean isOver;

        /// @param until the end of the wait, on the clock of `System.nanoTime()`
        private Waiting(Notification call, long until) {
            this.call = call;
            this.until = until;
        }
    }

    /// @param patience how long a call may wait
    /// @param late answers a call that has waited that long
    WaitingCalls(SeccompListener listener, Duration patience, Consumer<Notification> late) {
        this.listener = listener;
        this.patience = patience.toNanos();
        this.late = late;
        long limit = ProcessState.descriptorLimit(listener.kernel());
        this.firstReserved = limit - Math.min(MOST_KEPT_FREE, limit / 4);
    }

    /// Whether a new descriptor is one of those kept for calls that are answered at once. The
    /// kernel gives the lowest free number, so a high one means that few are free.
    boolean isReserved(int fd) {
        return fd >= firstReserved;
    }

    /// Makes a call wait.
    ///
    /// @param most the longest wait in nanoseconds; 0 for no limit of its own
    void add(Notification call, long most) {
        long nanos = most > 0 ? Math.min(most, patience) : patience;
        if (isRetrying) {
            isTurnedAway = true;
            return;
        }
        Waiting waiting = new Waiting(call, System.nanoTime() + nanos);
        queue.add(waiting);
        rounds.add(waiting);
    }

    /// How long the loop may sleep, in milliseconds; -1 for ever.
    int patience(int others) {
        return rounds.patience(others);
    }

    /// Answers calls as long as there are descriptors for them. Also ends the wait of calls whose
    /// time is over, or whose caller is dead, has to stop or has a signal to handle.
    ///
    /// @param answer answers the call, or adds it here again
    void retry(Consumer<Notification> answer) {
        rounds.look(this::isOver);
        while (!queue.isEmpty()) {
            Waiting first = queue.getFirst();
            if (!first.isOver && isTurnedAway(first.call, answer)) {
                return;
            }
            first.isOver = true;
            queue.removeFirst();
        }
    }

    private boolean isTurnedAway(Notification call, Consumer<Notification> answer) {
        isTurnedAway = false;
        isRetrying = true;
        try {
            answer.accept(call);
        } finally {
            isRetrying = false;
        }
        return isTurnedAway;
    }

    private boolean isOver(Waiting waiting) {
        if (!waiting.isOver && System.nanoTime() - waiting.until >= 0) {
            waiting.isOver = true;
            late.accept(waiting.call);
        }
        waiting.isOver =
                waiting.isOver || CallerWatch.letGo(listener, waiting.call, Errno.ERESTARTSYS);
        return waiting.isOver;
    }
}
