package io.tsocks.launcher.supervisor;

import io.tsocks.launcher.linux.Errno;
import io.tsocks.launcher.linux.Poller;
import io.tsocks.launcher.linux.Result;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Drives the attempts under way from the supervisor's loop, and tells their callers how they end.
final class Attempts {

    /// How long the loop may be kept from everything else by one attempt.
    private static final long MOMENT = TimeUnit.MICROSECONDS.toNanos(150);

    private static final String ENDED = "the program ended before the outcome";

    private final Poller poller;
    private final SocketTable sockets;
    private final Replies replies;
    private final Journal journal;
    private final HastyPrograms hasty;
    private final Holders holders;
    private final CallerWatch callers;
    private final Map<Long, Attempt> watched = new HashMap<>();
    private final Connector connector;
    private final Closer closer;

    private long nextToken = 1;

    Attempts(
            Poller poller,
            SocketTable sockets,
            Replies replies,
            Journal journal,
            HastyPrograms hasty,
            Connector connector,
            Closer closer) {
        this.hasty = hasty;
        this.connector = connector;
        this.closer = closer;
        this.poller = poller;
        this.sockets = sockets;
        this.replies = replies;
        this.journal = journal;
        this.holders = new Holders(poller, this::desert);
        this.callers = new CallerWatch(replies.listener(), holders);
    }

    /// Starts a connect and goes as far as it goes at once.
    ///
    /// @param begun is run once TCP is on its way or the attempt is over: now, or by a later turn
    ///     of the loop
    void begin(Attempt attempt, Runnable begun) {
        sockets.begin(attempt);
        connector.start(
                attempt.socket(),
                attempt.first().sockaddr(),
                result -> {
                    if (isPending(attempt)) {
                        started(attempt, result);
                    }
                    begun.run();
                });
        boolean isElsewhere = isPending(attempt) && attempt.token() == 0;
        if (isElsewhere) {
            attempt.learnPatience();
            learnProgram(attempt);
        }
    }

    private boolean isPending(Attempt attempt) {
        return sockets.pending(attempt.cookie()) == attempt;
    }

    private void started(Attempt attempt, Result result) {
        attempt.started(result);
        attempt.advance();
        attempt.learnPatience();
        awaitNeighbour(attempt);
        watchOrSettle(attempt);
    }

    /// A server on this machine mostly answers sooner than this thread could fall asleep and be
    /// woken. So, where a caller waits and there is no other attempt, the loop lets others run and
    /// looks again, for a moment.
    @SuppressWarnings("ThreadPriorityCheck") // A hint to the scheduler is all that is wanted.
    private void awaitNeighbour(Attempt attempt) {
        boolean isNeighbour =
                attempt.isShakingHands() && attempt.first().address().isLoopbackAddress();
        if (!isNeighbour || attempt.held().isEmpty() || sockets.countPending() > 1) {
            return;
        }
        long end = System.nanoTime() + MOMENT;
        while (attempt.outcome() == null && System.nanoTime() - end < 0) {
            Thread.yield();
            attempt.advance();
        }
    }

    private void watchOrSettle(Attempt attempt) {
        if (attempt.outcome() != null) {
            settle(attempt, attempt.outcome());
            return;
        }
        learnProgram(attempt);
        attempt.learnOptions();
        long token = nextToken++;
        Result result = poller.watch(attempt.socket().fd(), attempt.interest(), token);
        if (result.ok()) {
            attempt.watchedAs(token);
            watched.put(token, attempt);
        } else {
            attempt.started(result);
            watchOrSettle(attempt);
        }
    }

    /// The program's name is to be had for certain only now, while its call is held: the attempt
    /// will last, and the call may be answered or the program gone before it ends.
    private void learnProgram(Attempt attempt) {
        if (journal.heeds(Journal.Outcome.FAILED)
                || journal.heeds(kind(attempt, Attempt.Outcome.SUCCESS))) {
            attempt.learnProgram();
        }
    }

    /// A watched socket is ready, or a watched process has ended.
    void ready(long token) {
        Attempt attempt = watched.get(token);
        if (attempt != null) {
            goOn(attempt, token);
        } else {
            holders.ready(token);
        }
    }

    private void goOn(Attempt attempt, long token) {
        int before = attempt.interest();
        try {
            attempt.advance();
        } catch (RuntimeException e) {
            attempt.broken(e);
        }
        if (attempt.outcome() != null) {
            settle(attempt, attempt.outcome());
        } else if (attempt.interest() != before) {
            poller.change(attempt.socket().fd(), attempt.interest(), token);
        }
    }

    /// Ends an attempt without an outcome: the program has taken its socket back.
    void abandon(Attempt attempt) {
        giveUp(attempt, "the program gave it up");
    }

    /// Ends an attempt without an outcome: no process has its socket any more. One that is still to
    /// receive it from another process gets it unconnected.
    private void desert(Attempt attempt) {
        if (attempt.hasBegun()) {
            attempt.socket().reset();
        }
        giveUp(attempt, ENDED);
    }

    private void giveUp(Attempt attempt, String message) {
        unwatch(attempt);
        sockets.forget(attempt.cookie());
        attempt.held().forEach(held -> replies.connect(held.call(), Errno.ECONNABORTED));
        closer.closeTcp(attempt.socket());
        record(attempt, unfinished(message));
    }

    private static Attempt.Outcome unfinished(String message) {
        return new Attempt.Outcome(Errno.ECONNABORTED, message, false);
    }

    private void unwatch(Attempt attempt) {
        holders.forget(attempt);
        if (watched.remove(attempt.token()) != null) {
            poller.forget(attempt.socket().fd());
        }
    }

    private void settle(Attempt attempt, Attempt.Outcome outcome) {
        unwatch(attempt);
        if (attempt.isOfHastyProgram()) {
            hasty.add(attempt.caller().executable());
        }
        if (journal.heeds(kind(attempt, outcome))) {
            attempt.learnProgram();
        }
        if (outcome.errno() == 0) {
            // Before the program knows, or it could have the socket linger between look and close.
            closer.closeTcp(attempt.socket());
            succeeded(attempt);
        } else {
            failed(attempt, outcome.errno());
            closer.closeTcp(attempt.socket());
        }
        record(attempt, outcome);
    }

    private void succeeded(Attempt attempt) {
        boolean reported = false;
        for (HeldCall held : attempt.held()) {
            switch (held.question()) {
                case CONNECT -> reported |= replies.connect(held.call(), 0);
                case ERROR -> replies.error(held.call(), 0, () -> {});
                case PEER -> replies.peer(held.call(), attempt.destination());
            }
        }
        sockets.settle(
                attempt.cookie(),
                new SocketTable.Settled.Connected(attempt.destination(), reported));
    }

    private void failed(Attempt attempt, int errno) {
        if (attempt.hasBegun()) {
            attempt.socket().reset();
            if (attempt.isAskedFor()) {
                attempt.socket().takeError();
            }
        }
        long cookie = attempt.cookie();
        sockets.settle(cookie, new SocketTable.Settled.Failed(errno));
        for (HeldCall held : attempt.held()) {
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

    private static Journal.Outcome kind(Attempt attempt, Attempt.Outcome outcome) {
        if (outcome.errno() != 0) {
            return Journal.Outcome.FAILED;
        }
        return attempt.plan() instanceof Routing.Plan.Via
                ? Journal.Outcome.PROXIED
                : Journal.Outcome.DIRECT;
    }

    private void record(Attempt attempt, Attempt.Outcome outcome) {
        Journal.Outcome kind = kind(attempt, outcome);
        if (!journal.heeds(kind)) {
            return;
        }
        Attempt.Caller caller = attempt.caller();
        journal.record(
                new Journal.Event(
                        kind,
                        "tcp",
                        attempt.destination().toString(),
                        attempt.program(),
                        caller.thread(),
                        attempt.plan().rule(),
                        attempt.plan() instanceof Routing.Plan.Via via ? via.server().uri() : null,
                        outcome.errno(),
                        outcome.message(),
                        outcome.isOurs(),
                        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - caller.since())));
    }

    /// How long the loop may sleep, in milliseconds; -1 for ever.
    int patience() {
        long now = System.nanoTime();
        long wait = Long.MAX_VALUE;
        for (Attempt attempt : sockets.attempts()) {
            wait = Math.min(wait, attempt.patience(now));
        }
        if (sockets.countPending() > 0) {
            wait = Math.min(wait, callers.patience(now));
        }
        return wait == Long.MAX_VALUE
                ? -1
                : Math.clamp(TimeUnit.NANOSECONDS.toMillis(wait) + 1, 0, Integer.MAX_VALUE);
    }

    /// Does what is due: deadlines, looks at the callers.
    void housekeeping() {
        long now = System.nanoTime();
        List<Attempt> all = snapshot();
        callers.look(all, now);
        holders.drain();
        all.stream().filter(this::isPending).forEach(attempt -> keepTime(attempt, now));
    }

    private void keepTime(Attempt attempt, long now) {
        if (attempt.isUnheard()) {
            ready(attempt.token());
        }
        if (isPending(attempt)) {
            attempt.checkDeadline(now);
            if (attempt.outcome() != null) {
                settle(attempt, attempt.outcome());
            } else {
                stopHolding(attempt, now);
            }
        }
    }

    private List<Attempt> snapshot() {
        if (sockets.countPending() == 0) {
            return List.of();
        }
        List<Attempt> all = new ArrayList<>();
        sockets.attempts().forEach(all::add);
        return all;
    }

    /// Where `SO_SNDTIMEO` has passed the call returns, and the connect goes on.
    private void stopHolding(Attempt attempt, long now) {
        for (Iterator<HeldCall> held = attempt.held().iterator(); held.hasNext(); ) {
            HeldCall call = held.next();
            if (call.patience(now) <= 0) {
                replies.connect(call.call(), call.late());
                held.remove();
            }
        }
    }

    /// Ends everything: what is held fails with the listener.
    void close() {
        for (Attempt attempt : snapshot()) {
            closer.closeTcp(attempt.socket());
            record(attempt, unfinished(ENDED));
        }
        holders.close();
    }
}
