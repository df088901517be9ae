package io.tsocks.launcher.supervisor;

import io.tsocks.launcher.attempt.AttemptAction;
import io.tsocks.launcher.attempt.AttemptEvent;
import io.tsocks.launcher.attempt.Ending;
import io.tsocks.launcher.relay.Envelope;
import io.tsocks.linux.ConnectTraits;
import io.tsocks.linux.Kernel;
import io.tsocks.linux.NativeSocket;
import io.tsocks.linux.StreamAddress;
import io.tsocks.linux.Target;
import io.tsocks.protocol.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A connect under way, as the loop has it: the program's socket and how it is watched, the calls
/// that wait for the outcome, and the attempts that lead to it. It never waits: each step is taken
/// when the socket is ready for it.
final class PendingConnect {

    private static final String UNKNOWN = "?";

    /// How often to look at a socket for which poll may not report that it is readable.
    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(5);

    private final long cookie;
    private final NativeSocket socket;
    private final ConnectCaller caller;
    private final Destination destination;
    private final Routing.Plan plan;
    private final AttemptSeries series;
    private final @Nullable ConnectTraits traits;
    private final List<HeldCall> held = new ArrayList<>();

    private Consumer<NativeSocket> whenMade = _ -> {};
    private boolean isToRelay;
    private String program = UNKNOWN;
    private boolean unheard;
    private boolean isBegun;
    private long token;
    private int interest;

    private PendingConnect(
            long cookie,
            NativeSocket socket,
            ConnectCaller caller,
            Destination destination,
            Routing.Plan plan,
            AttemptSeries series) {
        this.cookie = cookie;
        this.socket = socket;
        this.caller = caller;
        this.destination = destination;
        this.plan = plan;
        this.series = series;
        this.traits = series.mayUseSocketAgain() ? ConnectTraits.of(socket) : null;
    }

    /// A connect to an address itself.
    ///
    /// @param socket a duplicate of the program's socket, which [Attempts] closes
    /// @param addresses where TCP goes, one after the other; at least one
    /// @param carriage how the connection is carried
    static PendingConnect direct(
            long cookie,
            NativeSocket socket,
            ConnectCaller caller,
            Destination destination,
            List<? extends StreamAddress> addresses,
            Routing.Plan.Direct plan,
            Carriage carriage,
            Settings settings) {
        AttemptSeries series =
                new AttemptSeries(socket, caller, destination, addresses, null, carriage, settings);
        return new PendingConnect(cookie, socket, caller, destination, plan, series);
    }

    /// A connect through a server.
    ///
    /// @param socket a duplicate of the program's socket, which [Attempts] closes
    /// @param carriage how the connection is carried
    static PendingConnect via(
            long cookie,
            NativeSocket socket,
            ConnectCaller caller,
            Destination destination,
            AttemptSeries.Upstream upstream,
            Carriage carriage,
            Settings settings) {
        List<StreamAddress> first = List.of(upstream.servers().current().address());
        AttemptSeries series =
                new AttemptSeries(socket, caller, destination, first, upstream, carriage, settings);
        return new PendingConnect(cookie, socket, caller, destination, upstream.plan(), series);
    }

    /// The attempts at addresses and servers.
    AttemptSeries series() {
        return series;
    }

    /// Makes the program's socket, which is disconnected, as it was before its first connect.
    void renewSocket() {
        socket.takeError();
        if (traits != null) {
            traits.restore(socket);
        }
    }

    /// Whether the program may have seen that the socket failed at a server before this one, and
    /// asks for the outcome since.
    boolean hasGoneOn() {
        return series.turn() > 0 && series.carriage().hasBegunByItself();
    }

    long cookie() {
        return cookie;
    }

    /// The program's socket.
    NativeSocket socket() {
        return socket;
    }

    /// The socket that is connected to the server, or to the destination itself: the program's, or
    /// that of the detour.
    NativeSocket line() {
        return series.line();
    }

    /// The way by the relay; null if the program's own socket is connected.
    @Nullable Detour detour() {
        return series.carriage().detour();
    }

    ConnectCaller caller() {
        return caller;
    }

    Destination destination() {
        return destination;
    }

    StreamAddress first() {
        return series.first();
    }

    Routing.Plan plan() {
        return plan;
    }

    /// Marks that the destination is tsocks itself, which is not reported.
    ///
    /// @param made takes the socket once it is connected, before the program is told
    PendingConnect toRelay(Consumer<NativeSocket> made) {
        isToRelay = true;
        whenMade = made;
        return this;
    }

    /// Whether the destination is tsocks itself.
    boolean isToRelay() {
        return isToRelay;
    }

    /// Records that the socket is connected.
    void made() {
        whenMade.accept(socket);
    }

    List<HeldCall> held() {
        return held;
    }

    /// Finds out how long the program wants to wait.
    void learnPatience() {
        if (!held.isEmpty()) {
            held.set(0, held.getFirst().atMost(socket.sendTimeout()));
        }
    }

    /// Finds the program's name, unless it is known.
    void learnProgram(Kernel kernel) {
        if (program.equals(UNKNOWN)) {
            program = new Target(kernel, caller.thread()).program();
        }
    }

    /// The program's name; `?` if it was not looked up or the program has gone.
    String program() {
        return program;
    }

    /// Records that the call that asked for the connect has its answer, or is held.
    void begun() {
        isBegun = true;
    }

    /// Whether a call will tell the program the errno: one that is held, or the one that asks for
    /// the connect right now.
    boolean isAskedFor() {
        return !isBegun
                || held.stream().anyMatch(call -> call.question() != HeldCall.Question.PEER);
    }

    /// Undoes what the attempt has made of the socket.
    ///
    /// @param isWanted whether the program still wants the outcome
    void undo(boolean isWanted) {
        socket.reset();
        if (isWanted && isAskedFor()) {
            socket.takeError();
        }
    }

    /// Whether the program may have lost patience, and closed the socket: no call waits for the
    /// outcome, and nothing has come for a while.
    boolean mayBeAbandoned() {
        return held.isEmpty() && series.isSlow();
    }

    /// Whether TCP is established and the handshake goes on.
    boolean isShakingHands() {
        return series.phase() != Phase.CONNECT;
    }

    /// Whether it waits for a lookup, while its socket is connected to nothing.
    boolean isLookingUp() {
        return series.unanswered() != null;
    }

    /// The token under which the poller reports it; 0 if it is not watched.
    long token() {
        return token;
    }

    /// The events for which the poller watches it; 0 if it is not watched.
    int interest() {
        return interest;
    }

    void watchedAs(long newToken, int newInterest) {
        token = newToken;
        interest = newInterest;
    }

    /// Finds out which of the program's options delay the handshake. Only called for a connect that
    /// takes longer, and again while it does.
    void learnOptions() {
        if (detour() == null) {
            unheard = socket.readableFrom() > 1;
            series.learnCork();
        }
    }

    /// Has the loop look often, because no event tells what it waits for.
    void lookOften() {
        unheard = true;
    }

    /// Whether poll may not tell that the socket has become readable.
    boolean isUnheard() {
        return unheard;
    }

    /// Takes an event, as [AttemptSeries#on].
    AttemptAction.Pause on(AttemptEvent event) {
        return series.on(event);
    }

    /// Has the next attempt begin on a socket that poll tells everything of.
    void beginAnew() {
        unheard = false;
    }

    /// The time until something has to be done, in nanoseconds; less than 0 if it is overdue.
    long patience(long now) {
        long least = unheard ? Math.min(LOOK, series.left(now)) : series.left(now);
        for (HeldCall call : held) {
            least = Math.min(least, call.patience(now));
        }
        return least;
    }

    /// Whether the time of its phase is over.
    boolean isLate(long now) {
        return series.left(now) <= 0;
    }

    /// The fate of the destination if the attempt ends like this now.
    Fate fate(Ending ending) {
        return series.fate(ending);
    }

    /// What protects the connection from now on; null if nothing does.
    @Nullable Envelope envelope() {
        return series.envelope();
    }

    /// Ends it before it has begun.
    void giveUp() {
        conclude(Ending.GivenUp.BY_ALL);
        Detour detour = detour();
        if (detour != null) {
            detour.close();
        }
    }

    /// Says to the servers' health how the connect ended, as [AttemptSeries#conclude].
    void conclude(Ending ending) {
        series.conclude(ending);
    }
}
