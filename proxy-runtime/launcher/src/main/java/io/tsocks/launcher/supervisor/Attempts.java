package io.tsocks.launcher.supervisor;

import io.tsocks.launcher.attempt.Attempt;
import io.tsocks.launcher.attempt.AttemptAction;
import io.tsocks.launcher.attempt.AttemptEvent;
import io.tsocks.launcher.attempt.Ending;
import io.tsocks.linux.Errno;
import io.tsocks.linux.Poller;
import io.tsocks.linux.Result;
import io.tsocks.linux.StreamAddress;
import io.tsocks.linux.UnixEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Drives the connects under way from the supervisor's loop: tells each [Attempt] what happens, and
/// its callers how it ends. It owns the sockets of all of them, and [#release] alone closes them.
final class Attempts {

    /// The longest time for which one connect may keep the loop from everything else, for each
    /// server on the way.
    private static final long MOMENT = TimeUnit.MICROSECONDS.toNanos(150);

    private static final int SHORTEST_PAUSE = 2;
    private static final int LONGEST_PAUSE = 64;

    private final SocketTable sockets;
    private final Replies replies;
    private final Journal journal;
    private final HastyPrograms hasty;
    private final Destinations destinations;
    private final Holders holders;
    private final CallerWatch callers;
    private final WatchedConnects watched;
    private final Connector connector;
    private final Workers workers;
    private final Closer closer;
    private final Conclusions conclusions;
    private final Entrances entrances;
    private final Successors successors;
    private final LookClock looks = new LookClock(System.nanoTime());

    Attempts(
            Poller poller,
            SocketTable sockets,
            Replies replies,
            Journal journal,
            Journal fromElsewhere,
            Destinations destinations,
            HastyPrograms hasty,
            Connector connector,
            Workers workers,
            Closer closer,
            SecondLookups lookups) {
        this.hasty = hasty;
        this.destinations = destinations;
        this.connector = connector;
        this.workers = workers;
        this.closer = closer;
        this.sockets = sockets;
        this.replies = replies;
        this.journal = journal;
        this.conclusions = new Conclusions(sockets, replies, journal, fromElsewhere);
        this.entrances = new Entrances(connector, this::isPending, this::start, this::end);
        this.watched = new WatchedConnects(poller);
        this.successors =
                new Successors(lookups, watched, this::isPending, this::again, this::fail);
        this.holders = new Holders(replies.kernel(), poller, this::desert);
        this.callers = new CallerWatch(replies.listener(), holders, this::isUnused);
    }

    /// Starts a connect and goes as far as it goes at once.
    ///
    /// @param begun is run once TCP is on its way or the attempt is over: now, or by a later turn
    ///     of the loop
    void begin(PendingConnect connect, Runnable begun) {
        Runnable told =
                () -> {
                    connect.begun();
                    begun.run();
                };
        sockets.begin(connect);
        destinations.begin(connect.destination().asked());
        tell(connect, new AttemptEvent.Begin());
        Detour detour = connect.detour();
        if (detour == null) {
            start(connect, told);
        } else {
            entrances.begin(connect, detour, told);
        }
        boolean isElsewhere = isPending(connect) && connect.token() == 0;
        if (isElsewhere) {
            connect.learnPatience();
            learnProgram(connect);
        }
    }

    /// The result may come late, from a thread, when another server already has its turn.
    private void start(PendingConnect connect, Runnable begun) {
        start(connect, begun, SHORTEST_PAUSE);
    }

    /// @param pause how long to wait if the server has no room, in milliseconds
    private void start(PendingConnect connect, Runnable begun, int pause) {
        int turn = connect.series().turn();
        connector.reach(
                connect.line(),
                connect.first(),
                result -> {
                    if (isPending(connect) && connect.series().turn() == turn) {
                        startedOrFull(connect, result, pause);
                    }
                    begun.run();
                });
    }

    /// A server on this machine whose queue is full is asked again and again, as a program's own
    /// call would wait for room. No event tells of it.
    private void startedOrFull(PendingConnect connect, Result result, int pause) {
        if (!isFull(connect.first(), result)) {
            started(connect, result);
            return;
        }
        int turn = connect.series().turn();
        connector.later(
                pause,
                () -> {
                    if (isPending(connect) && connect.series().turn() == turn) {
                        start(connect, () -> {}, Math.min(2 * pause, LONGEST_PAUSE));
                    }
                });
    }

    private static boolean isFull(StreamAddress server, Result result) {
        return server instanceof UnixEndpoint && result.errno() == Errno.EAGAIN;
    }

    private boolean isPending(PendingConnect connect) {
        return sockets.pending(connect.cookie()) == connect;
    }

    private void started(PendingConnect connect, Result result) {
        AttemptAction.Pause reached = connect.on(SocketDeeds.answerOf(result));
        if (reached instanceof AttemptAction.Await) {
            connect.learnPatience();
            reached = awaitNeighbour(connect, reached);
        }
        act(connect, reached);
    }

    /// A server on this machine usually answers before this thread could fall asleep and be woken.
    /// So if a caller waits and there is no other attempt, the loop yields and looks again, for a
    /// moment.
    @SuppressWarnings("ThreadPriorityCheck") // A hint to the scheduler is all that is wanted.
    private AttemptAction.Pause awaitNeighbour(PendingConnect connect, AttemptAction.Pause now) {
        boolean isNeighbour = connect.isShakingHands() && connect.first().isOnThisMachine();
        if (!isNeighbour || connect.held().isEmpty() || sockets.countPending() > 1) {
            return now;
        }
        AttemptAction.Pause reached = now;
        int hop = connect.series().hop();
        long end = System.nanoTime() + MOMENT;
        while (reached instanceof AttemptAction.Await && System.nanoTime() - end < 0) {
            Thread.yield();
            reached = connect.on(new AttemptEvent.Ready());
            if (connect.series().hop() != hop) {
                hop = connect.series().hop();
                end = System.nanoTime() + MOMENT;
            }
        }
        return reached;
    }

    private void tell(PendingConnect connect, AttemptEvent event) {
        act(connect, connect.on(event));
    }

    private void act(PendingConnect connect, AttemptAction.Pause wanted) {
        switch (wanted) {
            // The code that begins an attempt also makes its connect.
            case AttemptAction.Connect _, AttemptAction.Rest _ -> {}
            case AttemptAction.Await(boolean toWrite) ->
                    watch(connect, toWrite ? Poller.WRITABLE : Poller.READABLE);
            case AttemptAction.Work(Runnable task) -> work(connect, task);
            case AttemptAction.Finish(Ending ending, boolean undo) -> finish(connect, ending, undo);
        }
    }

    /// Meanwhile the socket is not watched, for what arrives has to wait.
    private void work(PendingConnect connect, Runnable task) {
        watched.forget(connect);
        int turn = connect.series().turn();
        workers.run(
                task,
                outcome -> {
                    if (isPending(connect) && connect.series().turn() == turn) {
                        tell(connect, outcome);
                    }
                });
    }

    private void watch(PendingConnect connect, int interest) {
        if (connect.token() == 0) {
            beginToWatch(connect, interest);
        } else if (connect.interest() != interest) {
            watched.change(connect, interest);
        }
    }

    private void beginToWatch(PendingConnect connect, int interest) {
        learnProgram(connect);
        connect.learnOptions();
        if (watched.watch(connect, interest) instanceof Result.Failure(int errno)) {
            tell(connect, new AttemptEvent.NotWatched(errno));
        }
    }

    /// Finds out the program's name, which is certain only while its call is held. The attempt may
    /// take long, and the call may be answered or the program gone before it ends.
    private void learnProgram(PendingConnect connect) {
        if (journal.heeds(Journal.Outcome.FAILED)
                || journal.heeds(connect.fate(new Ending.Made()).outcome())) {
            connect.learnProgram(replies.kernel());
        }
    }

    /// A watched socket is ready, or a watched process has ended.
    void ready(long token) {
        PendingConnect connect = watched.at(token);
        if (connect != null) {
            tell(connect, new AttemptEvent.Ready());
        } else {
            holders.ready(token);
        }
    }

    /// The connect of a socket that is under way. A program that has shut down a socket that waits
    /// at its door has taken it back, which no event tells.
    ///
    /// @return null if there is none
    @Nullable PendingConnect underWay(long cookie) {
        PendingConnect connect = sockets.pending(cookie);
        Detour detour = connect == null ? null : connect.detour();
        if (connect == null || detour == null) {
            return connect;
        }
        entrances.look(connect, detour);
        return sockets.pending(cookie);
    }

    /// The program has taken its socket back.
    void abandon(PendingConnect connect) {
        tell(connect, new AttemptEvent.Cancelled());
    }

    /// No process has the connect's socket any more. A process that is yet to receive it from
    /// another one gets it unconnected.
    private void desert(PendingConnect connect) {
        tell(connect, new AttemptEvent.Deserted());
    }

    /// Looks at a connect under way. A program that was told EINPROGRESS may have used its socket,
    /// or set an option that delays the handshake.
    private boolean isUnused(PendingConnect connect) {
        Detour detour = connect.detour();
        if (detour == null) {
            tell(connect, new AttemptEvent.UseDue());
        } else {
            entrances.look(connect, detour);
        }
        boolean goesOn = isPending(connect);
        if (goesOn && connect.token() != 0) {
            connect.learnOptions();
        }
        return goesOn;
    }

    private void finish(PendingConnect connect, Ending ending, boolean undo) {
        connect.series().learnFrom(ending);
        if (!(ending instanceof Ending.Failed failed) || !successors.follow(connect, failed)) {
            connect.conclude(ending);
            conclude(connect, ending, undo);
        }
    }

    private void conclude(PendingConnect connect, Ending ending, boolean undo) {
        Detour detour = connect.detour();
        if (detour == null) {
            end(connect, ending, undo);
        } else if (ending instanceof Ending.Made) {
            entrances.letIn(connect, detour);
        } else {
            // The program's socket was connected to the door, whatever the attempt has done.
            end(connect, ending, !ending.equals(Ending.GivenUp.BY_PROGRAM));
        }
    }

    /// Fails a connect whose servers' names lead to nothing new.
    private void fail(PendingConnect connect, Ending.Failed failed) {
        connect.conclude(failed);
        conclude(connect, failed, true);
    }

    /// Begins the next attempt, on the same socket or from now on by the relay.
    ///
    /// @param before the detour until now; null if there was none
    /// @return connects the socket
    private Runnable again(PendingConnect connect, @Nullable Detour before) {
        Detour detour = connect.detour();
        if (before == null) {
            connect.renewSocket();
        }
        tell(connect, new AttemptEvent.Begin());
        return detour == null || before != null
                ? () -> start(connect, () -> {})
                : () -> entrances.begin(connect, detour, () -> {});
    }

    private void end(PendingConnect connect, Ending ending, boolean undo) {
        rememberIfHasty(connect, ending);
        boolean isWanted = !(ending instanceof Ending.GivenUp);
        if (isWanted && journal.heeds(connect.fate(ending).outcome())) {
            connect.learnProgram(replies.kernel());
        }
        if (undo) {
            connect.undo(isWanted);
        }
        if (ending instanceof Ending.Made) {
            connect.made();
        }
        // Before the program knows, or it could have the socket linger between look and close.
        release(connect, ending);
        conclusions.tell(connect, ending);
    }

    private void rememberIfHasty(PendingConnect connect, Ending ending) {
        if (ending instanceof Ending.UsedEarly && connect.caller().gated()) {
            hasty.add(connect.caller().executable());
        }
    }

    private void release(PendingConnect connect, Ending ending) {
        destinations.end(connect.destination().asked());
        holders.forget(connect);
        watched.forget(connect);
        Detour detour = connect.detour();
        if (detour != null && ending instanceof Ending.Made) {
            detour.handOver(connect.envelope(), conclusions.breakOf(connect));
        } else if (detour != null) {
            detour.close();
        }
        closer.closeTcp(connect.socket());
    }

    /// How long the loop may sleep, in milliseconds; -1 for ever.
    int patience() {
        return sockets.countPending() == 0 ? -1 : looks.patience(System.nanoTime());
    }

    /// Does what is due: deadlines, looks at the callers.
    void housekeeping() {
        long now = System.nanoTime();
        holders.drain();
        if (!looks.isDue(now)) {
            return;
        }
        List<PendingConnect> all = snapshot();
        callers.look(all, now);
        for (PendingConnect connect : all) {
            if (isPending(connect)) {
                keepTime(connect, now);
            }
        }
        looks.looked(now, untilDue(now));
    }

    private long untilDue(long now) {
        long wait = callers.patience(now);
        for (PendingConnect connect : sockets.allPending()) {
            wait = Math.min(wait, connect.patience(now));
        }
        return wait;
    }

    private void keepTime(PendingConnect connect, long now) {
        Detour detour = connect.detour();
        if (detour != null && detour.isEntering()) {
            entrances.keepTime(connect, detour, now);
            return;
        }
        if (connect.isUnheard()) {
            ready(connect.token());
        }
        Ending.Failed unanswered = connect.series().unanswered();
        if (unanswered != null && connect.isLate(now)) {
            fail(connect, unanswered);
        } else if (isPending(connect) && connect.isLate(now)) {
            tell(connect, connect.series().late());
        } else if (isPending(connect)) {
            conclusions.tellLate(connect, now);
        }
    }

    private List<PendingConnect> snapshot() {
        if (sockets.countPending() == 0) {
            return List.of();
        }
        List<PendingConnect> all = new ArrayList<>();
        sockets.allPending().forEach(all::add);
        return all;
    }

    /// Ends everything: held calls fail when the listener is closed.
    void close() {
        for (PendingConnect connect : snapshot()) {
            release(connect, Ending.GivenUp.BY_ALL);
            conclusions.record(connect, Ending.GivenUp.BY_ALL);
        }
        holders.close();
    }
}
