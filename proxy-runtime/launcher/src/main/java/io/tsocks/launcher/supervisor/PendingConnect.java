package io.tsocks.launcher.supervisor;

import io.tsocks.client.health.ServerFailure;
import io.tsocks.client.health.Verdict;
import io.tsocks.launcher.attempt.Attempt;
import io.tsocks.launcher.attempt.AttemptAction;
import io.tsocks.launcher.attempt.AttemptEvent;
import io.tsocks.launcher.attempt.Ending;
import io.tsocks.linux.ConnectTraits;
import io.tsocks.linux.Errno;
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

/// A connect under way, as the loop has it: the [Attempt], the socket and the clock that it runs
/// by, and the calls that wait for it. If a server fails, another attempt follows, at the next one.
/// It never waits: each step is taken when the socket is ready for it.
final class PendingConnect {

    private static final String UNKNOWN = "?";

    /// How often to look at a socket for which poll may not report that it is readable.
    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(5);

    private final long cookie;
    private final NativeSocket socket;
    private final ConnectCaller caller;
    private final Destination destination;
    private final Routing.Plan plan;
    private final @Nullable ServerTries servers;
    private final Settings settings;
    private final Carriage carriage;
    private final @Nullable ConnectTraits traits;
    private final List<HeldCall> held = new ArrayList<>();

    private Consumer<NativeSocket> whenMade = _ -> {};
    private boolean isToRelay;
    private String program = UNKNOWN;
    private boolean unheard;
    private boolean isConcluded;
    private boolean isBegun;
    private long token;
    private int interest;
    private int turn;
    private StreamAddress first;
    private Attempt attempt;
    private SocketDeeds deeds;
    private PhaseClock clock;

    private PendingConnect(
            long cookie,
            NativeSocket socket,
            ConnectCaller caller,
            Destination destination,
            StreamAddress first,
            Routing.Plan plan,
            @Nullable ServerTries servers,
            Carriage carriage,
            Settings settings) {
        this.cookie = cookie;
        this.socket = socket;
        this.caller = caller;
        this.destination = destination;
        this.plan = plan;
        this.servers = servers;
        this.carriage = carriage;
        this.settings = settings;
        this.first = first;
        this.traits = mayUseSocketAgain() ? ConnectTraits.of(socket) : null;
        this.attempt = attempt();
        this.deeds = deeds(caller.since());
        this.clock = clock();
    }

    /// A connect to an address itself.
    ///
    /// @param socket a duplicate of the program's socket, which [Attempts] closes
    static PendingConnect direct(
            long cookie,
            NativeSocket socket,
            ConnectCaller caller,
            Destination destination,
            StreamAddress first,
            Routing.Plan.Direct plan,
            Settings settings) {
        return new PendingConnect(
                cookie,
                socket,
                caller,
                destination,
                first,
                plan,
                null,
                Carriage.byItself(),
                settings);
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
            Routing.Plan.Via plan,
            ServerTries servers,
            Carriage carriage,
            Settings settings) {
        StreamAddress first = servers.current().address();
        return new PendingConnect(
                cookie, socket, caller, destination, first, plan, servers, carriage, settings);
    }

    private Attempt attempt() {
        return servers == null
                ? Attempt.direct()
                : Attempt.via(servers.current().server().uri(), caller.gated());
    }

    private PhaseClock clock() {
        Settings.Deadlines usual = settings.deadlines();
        return servers != null && servers.isGroup()
                ? new PhaseClock(usual.ofGroup(), usual.ofGroup().connect(), System::nanoTime)
                : new PhaseClock(usual, usual.contact(), System::nanoTime);
    }

    private SocketDeeds deeds(long since) {
        ServerChain way = servers == null ? null : servers.current().way();
        Detour detour = detour();
        return new SocketDeeds(
                line(),
                detour == null ? socket::send : detour::send,
                since,
                destination,
                first,
                way,
                settings);
    }

    /// Whether a failure is one after which another address or server may have its turn.
    boolean mayGoOn(Ending.Failed failed) {
        return servers != null && servers.mayHaveMore() && verdict(failed).letsOthersTry();
    }

    private boolean mayUseSocketAgain() {
        return detour() == null && servers != null && servers.mayHaveMore();
    }

    /// Makes the program's socket, which is disconnected, as it was before its first connect.
    void renewSocket() {
        socket.takeError();
        if (traits != null) {
            traits.restore(socket);
        }
    }

    /// Goes on to another address or server, if there is one: the attempt then begins anew, on a
    /// socket that is not connected. Of a server that no socket can be connected to, nothing is
    /// learnt.
    boolean goesOn(Ending.Failed failed) {
        if (servers == null) {
            return false;
        }
        boolean isThere = servers.next(verdict(failed), deeds.hasReachedServer());
        while (isThere && !carriage.headFor(first, servers.current().address())) {
            isThere = servers.next(new Verdict.Nothing(), false);
        }
        if (isThere) {
            begin(servers.current().address());
        }
        return isThere;
    }

    private void begin(StreamAddress next) {
        turn++;
        first = next;
        attempt = attempt();
        deeds = deeds(System.nanoTime());
        unheard = false;
        clock = clock();
    }

    /// How many servers and addresses had their turn before this one.
    int turn() {
        return turn;
    }

    /// Whether the program may have seen that the socket failed at a server before this one, and
    /// asks for the outcome since.
    boolean hasGoneOn() {
        return turn > 0 && carriage.hasBegunByItself();
    }

    /// What a failure tells of the server. If one before it did not lead there, it was not reached.
    private Verdict verdict(Ending.Failed failed) {
        boolean isOwnFault =
                failed.verdict() instanceof Verdict.Nothing && failed.errno() != Errno.ETIMEDOUT;
        return deeds.onTheWay() == null || isOwnFault
                ? failed.verdict()
                : new Verdict.Failed(ServerFailure.UNREACHABLE);
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
        Detour detour = carriage.detour();
        return detour == null ? socket : detour.line();
    }

    /// The way by the relay; null if the program's own socket is connected.
    @Nullable Detour detour() {
        return carriage.detour();
    }

    ConnectCaller caller() {
        return caller;
    }

    Destination destination() {
        return destination;
    }

    StreamAddress first() {
        return first;
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

    /// Whether TCP is established and the handshake goes on.
    boolean isShakingHands() {
        return clock.phase() != Phase.CONNECT;
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
            deeds.learnCork();
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

    /// Takes an event, and does what the attempt asks for until it has to wait. A fault in here
    /// ends only this connect.
    AttemptAction.Pause on(AttemptEvent event) {
        AttemptAction.Pause pause;
        try {
            pause = deeds.doAll(attempt, event);
        } catch (RuntimeException | OutOfMemoryError e) {
            pause = deeds.doAll(attempt, new AttemptEvent.Fault(e.toString()));
        }
        clock.keepTimeOf(attempt.phase(), deeds.onTheWay());
        return pause;
    }

    /// The time until something has to be done, in nanoseconds; less than 0 if it is overdue.
    long patience(long now) {
        long least = unheard ? Math.min(LOOK, clock.left(now)) : clock.left(now);
        for (HeldCall call : held) {
            least = Math.min(least, call.patience(now));
        }
        return least;
    }

    /// Whether the time of its phase is over.
    boolean isLate(long now) {
        return clock.left(now) <= 0;
    }

    /// The event that its time is over, with advice.
    AttemptEvent.Late late() {
        return new AttemptEvent.Late(deeds.adviceWhenLate());
    }

    /// The fate of the destination if the attempt ends like this now.
    Fate fate(Ending ending) {
        String server = servers == null ? null : servers.current().server().uri();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - caller.since());
        return Fate.of(ending, server, deeds.onTheWay(), carriage.note(), millis);
    }

    /// Learns about the server from the way in which the attempt ended.
    void learnFrom(Ending ending) {
        deeds.learnFrom(ending);
    }

    /// Ends it before it has begun.
    void giveUp() {
        conclude(Ending.GivenUp.BY_ALL);
        Detour detour = detour();
        if (detour != null) {
            detour.close();
        }
    }

    /// Says to the servers' health how the connect ended. Only the first time counts: what the
    /// program's socket does later is not the server's.
    void conclude(Ending ending) {
        if (servers == null || isConcluded) {
            return;
        }
        isConcluded = true;
        switch (ending) {
            case Ending.Made _ -> servers.granted();
            case Ending.Failed failed -> servers.end(verdict(failed));
            case Ending.UsedEarly _, Ending.GivenUp _ -> servers.end(new Verdict.Nothing());
        }
    }
}
