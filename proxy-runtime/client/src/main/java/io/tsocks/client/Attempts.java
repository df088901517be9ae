package io.tsocks.client;

import io.tsocks.client.health.ServerFailure;
import io.tsocks.client.time.Deadline;
import io.tsocks.engine.Decision;
import io.tsocks.protocol.SocksAddress;
import io.tsocks.protocol.Strategy;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tries the ways to a destination, one after another, until one leads there.
final class Attempts {

    private final Router router;
    private final ServerGroups groups;
    private final Deadlines deadlines;
    private final ConnectListener listener;
    private final Cancellation cancellation;

    Attempts(
            Router router,
            ServerGroups groups,
            Deadlines deadlines,
            ConnectListener listener,
            Cancellation cancellation) {
        this.router = router;
        this.groups = groups;
        this.deadlines = deadlines;
        this.listener = listener;
        this.cancellation = cancellation;
    }

    /// The attempt to make with a hop.
    @FunctionalInterface
    interface Attempt<T extends Closeable> {
        T through(Router.Hop hop, Progress progress) throws IOException;
    }

    /// The ways to try, the call that they are tried for, and its deadline.
    private record Plan(Call call, List<Router.Way> ways, Deadline overall) {}

    /// The result of the first hop that succeeds. If there are several addresses that are reached
    /// directly, each has its share of the time to connect, so that a dead one does not use up the
    /// time of the next. The servers of a group are tried until one does its part.
    ///
    /// @throws IOException if all hops fail: the failure of the first one, with the others
    ///     suppressed in it
    <T extends Closeable> T first(SocksAddress destination, Attempt<T> attempt) throws IOException {
        Plan plan = plan(destination);
        Deadline direct = Deadline.in(deadlines.connect()).or(plan.overall());
        IOException failure = null;
        int left = plan.ways().size();
        for (Router.Way way : plan.ways()) {
            Deadline limit =
                    way instanceof Router.Direct && left > 1 ? direct.share(left) : plan.overall();
            left--;
            if (failure != null && limit.hasPassed()) {
                break;
            }
            try {
                return along(plan.call(), way, attempt, limit);
            } catch (ClosedChannelException e) {
                throw e;
            } catch (IOException e) {
                failure = Failures.first(failure, e);
            }
        }
        throw Failures.orUnknown(failure);
    }

    private <T extends Closeable> T along(
            Call call, Router.Way way, Attempt<T> attempt, Deadline limit) throws IOException {
        return switch (way) {
            case Router.Direct direct -> one(call, direct, attempt, limit);
            case Router.Through through ->
                    groups.first(
                            through.upstream(),
                            through.destination().host(),
                            limit,
                            server -> one(call, through.via(server), attempt, limit));
        };
    }

    /// The first hop, for programs that connect by themselves.
    Leg firstLeg(SocksAddress destination, Tsocks.InForce inForce) throws IOException {
        Plan plan = plan(destination);
        return switch (plan.ways().getFirst()) {
            case Router.Direct direct -> leg(plan, direct, Optional.empty(), inForce);
            case Router.Through through -> {
                ServerTurn turn = groups.turn(through.upstream(), through.destination().host());
                yield leg(plan, through.via(turn.server()), Optional.of(turn), inForce);
            }
        };
    }

    private Leg leg(Plan plan, Router.Hop hop, Optional<ServerTurn> turn, Tsocks.InForce inForce)
            throws IOException {
        try {
            return leg(hop, turn, started(plan.call(), hop, plan.overall()), inForce);
        } catch (RuntimeException e) {
            turn.ifPresent(ServerTurn::withdraw);
            throw e;
        }
    }

    private static Leg leg(
            Router.Hop hop, Optional<ServerTurn> turn, Progress progress, Tsocks.InForce inForce)
            throws IOException {
        try {
            return Leg.over(hop, turn, inForce, progress);
        } catch (IOException e) {
            turn.ifPresent(one -> one.failed(e, ServerFailure.LATE));
            progress.end(e);
            throw e;
        }
    }

    private Plan plan(SocksAddress destination) throws IOException {
        long start = System.nanoTime();
        Deadline overall = Deadline.in(deadlines.overall());
        try {
            Deadline deadline = Deadline.in(deadlines.connect()).or(overall);
            List<Router.Way> ways = router.ways(destination, deadline, cancellation);
            boolean resolved = !ways.getFirst().destination().equals(destination);
            Duration resolving =
                    resolved ? Duration.ofNanos(System.nanoTime() - start) : Duration.ZERO;
            return new Plan(new Call(destination, start, resolving), ways, overall);
        } catch (DeadlineException e) {
            SocketTimeoutException late =
                    new SocketTimeoutException(
                            "resolving " + destination.host() + ": " + e.getMessage());
            throw ended(destination, destination, router.undecided(destination), start, late);
        } catch (RouteRefusedException e) {
            throw ended(destination, e.destination(), e.decision(), start, e);
        } catch (IOException e) {
            throw ended(destination, destination, router.undecided(destination), start, e);
        }
    }

    /// Reports that there is nothing to try, and why.
    private IOException ended(
            SocksAddress asked,
            SocksAddress destination,
            Decision decision,
            long start,
            IOException error) {
        listener.routed(destination, decision);
        Duration total = Duration.ofNanos(System.nanoTime() - start);
        listener.ended(
                new ConnectReport(
                        asked,
                        destination,
                        decision,
                        Strategy.SEQUENTIAL,
                        List.of(),
                        total,
                        total,
                        error));
        return error;
    }

    private <T extends Closeable> T one(
            Call call, Router.Hop hop, Attempt<T> attempt, Deadline overall) throws IOException {
        Progress progress = started(call, hop, overall);
        T result;
        try {
            result = attempt.through(hop, progress);
        } catch (IOException e) {
            progress.end(e);
            throw e;
        }
        end(progress, result);
        return result;
    }

    private Progress started(Call call, Router.Hop hop, Deadline overall) {
        listener.routed(hop.destination(), hop.decision());
        return new Progress(
                call,
                hop.destination(),
                hop.decision(),
                deadlines,
                overall,
                listener,
                cancellation);
    }

    /// Ends the progress, and closes the result if the listener throws, because no other code would
    /// close it.
    private static void end(Progress progress, Closeable result) throws IOException {
        @Nullable Closeable unwanted = result;
        try {
            progress.end(null);
            unwanted = null;
        } finally {
            if (unwanted != null) {
                unwanted.close();
            }
        }
    }
}
