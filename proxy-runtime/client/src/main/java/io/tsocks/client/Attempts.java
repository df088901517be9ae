package io.tsocks.client;

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
import org.jspecify.annotations.Nullable;

/// Tries the hops to a destination, one after another, until one leads there.
final class Attempts {

    private final Router router;
    private final Deadlines deadlines;
    private final ConnectListener listener;
    private final Cancellation cancellation;

    Attempts(
            Router router,
            Deadlines deadlines,
            ConnectListener listener,
            Cancellation cancellation) {
        this.router = router;
        this.deadlines = deadlines;
        this.listener = listener;
        this.cancellation = cancellation;
    }

    /// The attempt to make with a hop.
    @FunctionalInterface
    interface Attempt<T extends Closeable> {
        T through(Router.Hop hop, Progress progress) throws IOException;
    }

    /// The hops to try, the call that they are tried for, and its deadline.
    private record Plan(Call call, List<Router.Hop> hops, Deadline overall) {}

    /// The result of the first hop that succeeds. If there are several addresses that are reached
    /// directly, each has its share of the time to connect, so that a dead one does not use up the
    /// time of the next.
    ///
    /// @throws IOException if all hops fail: the failure of the first one, with the others
    ///     suppressed in it
    <T extends Closeable> T first(SocksAddress destination, Attempt<T> attempt) throws IOException {
        Plan plan = plan(destination);
        Deadline direct = Deadline.in(deadlines.connect()).or(plan.overall());
        IOException failure = null;
        int left = plan.hops().size();
        for (Router.Hop hop : plan.hops()) {
            Deadline limit =
                    hop instanceof Router.Direct && left > 1 ? direct.share(left) : plan.overall();
            left--;
            if (failure != null && limit.hasPassed()) {
                break;
            }
            try {
                return one(plan.call(), hop, attempt, limit);
            } catch (ClosedChannelException e) {
                throw e;
            } catch (IOException e) {
                failure = Failures.first(failure, e);
            }
        }
        throw Failures.orUnknown(failure);
    }

    /// The first hop, for programs that connect by themselves.
    Leg firstLeg(SocksAddress destination, Tsocks.InForce inForce) throws IOException {
        Plan plan = plan(destination);
        Router.Hop hop = plan.hops().getFirst();
        Progress progress = started(plan.call(), hop, plan.overall());
        try {
            return Leg.over(hop, inForce, progress);
        } catch (IOException e) {
            progress.end(e);
            throw e;
        }
    }

    private Plan plan(SocksAddress destination) throws IOException {
        long start = System.nanoTime();
        Deadline overall = Deadline.in(deadlines.overall());
        try {
            Deadline deadline = Deadline.in(deadlines.connect()).or(overall);
            List<Router.Hop> hops = router.hops(destination, deadline, cancellation);
            boolean resolved = !hops.getFirst().destination().equals(destination);
            Duration resolving =
                    resolved ? Duration.ofNanos(System.nanoTime() - start) : Duration.ZERO;
            return new Plan(new Call(destination, start, resolving), hops, overall);
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
