package io.tsocks.launcher.supervisor;

import io.tsocks.client.health.ServerFailure;
import io.tsocks.client.health.Verdict;
import io.tsocks.engine.ProxyServer;
import io.tsocks.launcher.attempt.Attempt;
import io.tsocks.launcher.attempt.AttemptAction;
import io.tsocks.launcher.attempt.AttemptEvent;
import io.tsocks.launcher.attempt.Ending;
import io.tsocks.launcher.relay.Envelope;
import io.tsocks.linux.Errno;
import io.tsocks.linux.NativeSocket;
import io.tsocks.linux.StreamAddress;
import io.tsocks.protocol.Phase;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The attempts of one connect, one after the other: the [Attempt] under way, the clock that it
/// runs by, and what follows if it fails: the next address or server, and after all of them a
/// second lookup of the servers' names, if they have any.
///
/// Not thread-safe: the supervisor's thread owns it.
final class AttemptSeries {

    private static final Verdict UNREACHED = new Verdict.Failed(ServerFailure.UNREACHABLE);

    private final NativeSocket socket;
    private final ConnectCaller caller;
    private final Destination destination;
    private final Settings settings;
    private final Carriage carriage;
    private final @Nullable Upstream upstream;

    /// The addresses that a direct connect has not tried.
    private final Deque<StreamAddress> others;

    private @Nullable ServerTries servers;
    private boolean isConcluded;
    private int turn;
    private StreamAddress first;
    private Attempt attempt;
    private SocketDeeds deeds;
    private PhaseClock clock;

    /// How the last attempt failed, while names are looked up; null otherwise.
    private Ending.@Nullable Failed unanswered;

    private boolean isSecondRound;

    /// What the connect goes through.
    ///
    /// @param plan with the ways that were known when it began
    /// @param servers those to try
    /// @param reachable what the socket can try, if other ways are known
    record Upstream(Routing.Plan.Via plan, ServerTries servers, Reach reachable) {}

    /// Finds what a socket can try.
    @FunctionalInterface
    interface Reach {
        /// Finds it.
        ///
        /// @return no server without anything
        Map<ProxyServer, List<ServerTries.Try>> of(Routing.Plan.Via plan);
    }

    /// @param socket a duplicate of the program's socket
    /// @param addresses where TCP goes, one after the other; through servers it is one
    /// @param upstream null for a connect to the destination itself
    AttemptSeries(
            NativeSocket socket,
            ConnectCaller caller,
            Destination destination,
            List<? extends StreamAddress> addresses,
            @Nullable Upstream upstream,
            Carriage carriage,
            Settings settings) {
        this.socket = socket;
        this.caller = caller;
        this.destination = destination;
        this.first = addresses.getFirst();
        this.others = new ArrayDeque<>(addresses.subList(1, addresses.size()));
        this.upstream = upstream;
        this.servers = upstream == null ? null : upstream.servers();
        this.carriage = carriage;
        this.settings = settings;
        this.attempt = attempt();
        this.deeds = deeds(caller.since());
        this.clock = clock();
    }

    private Attempt attempt() {
        return servers == null
                ? Attempt.direct()
                : Attempt.via(servers.current().way().nearest(), caller.gated());
    }

    private PhaseClock clock() {
        Settings.Deadlines usual = settings.deadlines();
        PhaseClock.Limits one = PhaseClock.Limits.ofOne(usual);
        if (servers == null) {
            return new PhaseClock(one, one, false, System::nanoTime);
        }
        PhaseClock.Limits ofGroup = PhaseClock.Limits.ofGroup(usual);
        PhaseClock.Limits spare = isSecondRound ? ofGroup.within(timeLeft()) : ofGroup;
        PhaseClock.Limits toServer = isSecondRound || servers.isGroup() ? spare : one;
        PhaseClock.Limits onWay = servers.hasOtherWays() ? spare : toServer;
        boolean isOnWay = !servers.current().way().before().isEmpty();
        return new PhaseClock(toServer, onWay, isOnWay, System::nanoTime);
    }

    /// What the servers' names and their new addresses have left of the time of a connect.
    private Duration timeLeft() {
        Duration taken = Duration.ofNanos(System.nanoTime() - caller.since());
        Duration left = settings.deadlines().contact().minus(taken);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private SocketDeeds deeds(long since) {
        ServerChain way = servers == null ? null : servers.current().way();
        Detour detour = carriage.detour();
        return new SocketDeeds(
                line(),
                detour != null,
                detour == null ? socket::send : detour::send,
                since,
                destination,
                first,
                way,
                settings);
    }

    /// The socket that is connected to the server, or to the destination itself: the program's, or
    /// that of the detour.
    NativeSocket line() {
        Detour detour = carriage.detour();
        return detour == null ? socket : detour.line();
    }

    Carriage carriage() {
        return carriage;
    }

    StreamAddress first() {
        return first;
    }

    /// How many servers and addresses had their turn before this one, and lookups of names.
    int turn() {
        return turn;
    }

    /// What protects the connection from now on; null if nothing does.
    @Nullable Envelope envelope() {
        return deeds.envelope();
    }

    /// The place on the way of the server that is spoken to, from 0.
    int hop() {
        return deeds.hop();
    }

    /// The phase of the attempt under way.
    Phase phase() {
        return clock.phase();
    }

    /// Whether nothing has come of it for so long that a program may give up.
    boolean isSlow() {
        return clock.isLong();
    }

    /// Whether another attempt may follow, on the program's socket itself.
    boolean mayUseSocketAgain() {
        return carriage.detour() == null && mayHaveMore();
    }

    private boolean mayHaveMore() {
        return servers == null ? !others.isEmpty() : servers.mayHaveMore() || mayLookUp();
    }

    private boolean mayLookUp() {
        return !isSecondRound
                && upstream != null
                && upstream.plan().action().servers().stream()
                        .anyMatch(settings.routing()::isReachedByName);
    }

    /// Whether a failure is one after which another address or server may have its turn.
    boolean mayGoOn(Ending.Failed failed) {
        return mayHaveMore()
                && (servers == null
                        ? isOfAddress(failed.errno())
                        : verdict(failed).letsOthersTry());
    }

    /// Whether another address may let a direct connect through that has failed with this error.
    private static boolean isOfAddress(int errno) {
        return errno == Errno.ECONNREFUSED
                || errno == Errno.ETIMEDOUT
                || errno == Errno.EHOSTUNREACH
                || errno == Errno.ENETUNREACH
                || errno == Errno.ECONNRESET;
    }

    /// Goes on to another address or server, if there is one: the attempt then begins anew, on a
    /// socket that is not connected. Of a server that no socket can be connected to, nothing is
    /// learnt.
    boolean goesOn(Ending.Failed failed) {
        return servers == null ? beginsDirectly() : begins(servers, servers.next(finding(failed)));
    }

    private boolean beginsDirectly() {
        StreamAddress next = others.poll();
        while (next != null && !carriage.headFor(first, next)) {
            next = others.poll();
        }
        if (next != null) {
            begin(next);
        }
        return next != null;
    }

    private boolean begins(ServerTries tries, boolean hasOne) {
        boolean isThere = hasOne;
        while (isThere && !carriage.headFor(first, tries.current().address())) {
            isThere = tries.next(Finding.NOTHING);
        }
        if (isThere) {
            begin(tries.current().address());
        }
        return isThere;
    }

    private void begin(StreamAddress next) {
        turn++;
        first = next;
        attempt = attempt();
        deeds = deeds(System.nanoTime());
        clock = clock();
    }

    /// Begins to wait for a lookup of the servers' names, after all servers have failed.
    ///
    /// @return the servers whose names are to be looked up; empty if the connect fails
    Set<ProxyServer> awaitNames(Ending.Failed failed) {
        if (servers == null || !mayLookUp()) {
            return Set.of();
        }
        Set<ProxyServer> unreached =
                Stream.concat(servers.unreached().stream(), withoutAddress())
                        .filter(settings.routing()::isReachedByName)
                        .collect(Collectors.toUnmodifiableSet());
        if (!unreached.isEmpty()) {
            unanswered = failed;
            isSecondRound = true;
            turn++;
            attempt = attempt();
            clock = clock();
        }
        return unreached;
    }

    /// The servers that no way was known to when the connect began.
    private Stream<ProxyServer> withoutAddress() {
        return upstream == null
                ? Stream.of()
                : upstream.plan().action().servers().stream()
                        .filter(server -> !upstream.plan().ways().containsKey(server));
    }

    /// How the last attempt failed, while the names of servers are looked up; null otherwise.
    Ending.@Nullable Failed unanswered() {
        return unanswered;
    }

    /// Goes on to an address that a server has since the names were looked up.
    ///
    /// @return false if there is none, and the connect fails as before
    boolean goesOnAfterLookup() {
        ServerTries before = servers;
        if (before == null || upstream == null) {
            return false;
        }
        Routing.Plan.Via plan = upstream.plan();
        Optional<ServerTries> others =
                settings.routing()
                        .renewed(plan)
                        .map(upstream.reachable()::of)
                        .flatMap(known -> before.renewed(plan.action(), known));
        if (others.isEmpty()) {
            return false;
        }
        servers = others.get();
        boolean isThere = begins(servers, true);
        unanswered = isThere ? null : unanswered;
        return isThere;
    }

    /// What is found of a server if a program stops waiting for it.
    private Finding mute() {
        Verdict late = new Verdict.Failed(ServerFailure.LATE);
        return finding(deeds.onTheWay() == null ? late : UNREACHED, late);
    }

    private Finding finding(Ending.Failed failed) {
        return finding(verdict(failed), failed.verdict());
    }

    private Finding finding(Verdict ofServer, Verdict ofHop) {
        return new Finding(ofServer, deeds.hasReachedServer(), deeds.hop(), ofHop);
    }

    /// What a failure tells of the server. If one before it did not lead there, it was not reached.
    private Verdict verdict(Ending.Failed failed) {
        boolean isOwnFault =
                failed.verdict() instanceof Verdict.Nothing && failed.errno() != Errno.ETIMEDOUT;
        return deeds.onTheWay() == null || isOwnFault ? failed.verdict() : UNREACHED;
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
        if (!isGivingUp(event)) {
            clock.keepTimeOf(attempt.phase(), deeds.onTheWay());
        }
        return pause;
    }

    /// An event after which no phase follows, so that the clock still tells of the last one.
    private static boolean isGivingUp(AttemptEvent event) {
        return event instanceof AttemptEvent.Deserted || event instanceof AttemptEvent.Cancelled;
    }

    /// Finds out whether the program has corked the socket.
    void learnCork() {
        deeds.learnCork();
    }

    /// The time that is left for the phase, in nanoseconds; 0 or less once it is over.
    long left(long now) {
        return clock.left(now);
    }

    /// The event that its time is over, with advice.
    AttemptEvent.Late late() {
        return new AttemptEvent.Late(deeds.adviceWhenLate(), clock.silence());
    }

    /// The fate of the destination if the attempt ends like this now.
    Fate fate(Ending ending) {
        String server = servers == null ? null : servers.current().server().uri();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - caller.since());
        return Fate.of(ending, server, placeOnTheWay(), carriage.note(), millis);
    }

    private @Nullable String placeOnTheWay() {
        return servers == null || deeds.onTheWay() == null
                ? null
                : servers.current().way().place(deeds.hop());
    }

    /// Learns about the server from the way in which the attempt ended.
    void learnFrom(Ending ending) {
        deeds.learnFrom(ending);
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
            case Ending.Failed failed -> servers.end(finding(failed));
            case Ending.GivenUp _ -> servers.end(clock.isOverdue() ? mute() : Finding.NOTHING);
            case Ending.UsedEarly _ -> servers.end(Finding.NOTHING);
        }
    }
}
