package io.tsocks.runtime;

import io.tsocks.engine.Route;
import io.tsocks.socks.SocksAddress;
import io.tsocks.socks.Strategy;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tries the hops to a destination, one after the other, until one leads there.
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

    /// What is done with a hop.
    @FunctionalInterface
    interface Attempt<T extends Closeable> {
        T through(Router.Hop hop, Progress progress) throws IOException;
    }

    /// What the first good hop gives.
    ///
    /// @throws IOException what the first bad one threw, with the others' inside
    <T extends Closeable> T first(SocksAddress destination, Attempt<T> attempt) throws IOException {
        Deadline overall = Deadline.in(deadlines.overall());
        IOException failure = null;
        for (Router.Hop hop : hops(destination, overall)) {
            if (failure != null && overall.hasPassed()) {
                break;
            }
            try {
                return one(hop, attempt, overall);
            } catch (ClosedChannelException e) {
                throw e;
            } catch (IOException e) {
                failure = Failures.first(failure, e);
            }
        }
        throw Failures.orUnknown(failure);
    }

    /// The first hop, for those who go on their own.
    Tsocks.Leg firstLeg(SocksAddress destination) throws IOException {
        Deadline overall = Deadline.in(deadlines.overall());
        Router.Hop hop = hops(destination, overall).getFirst();
        Progress progress = started(hop, overall);
        try {
            InetSocketAddress address = router.firstAddressOf(hop, overall, cancellation);
            return new Tsocks.Leg(hop, address, progress);
        } catch (IOException e) {
            progress.end(e);
            throw e;
        }
    }

    private List<Router.Hop> hops(SocksAddress destination, Deadline overall) throws IOException {
        long start = System.nanoTime();
        try {
            Deadline deadline = Deadline.in(deadlines.connect()).or(overall);
            return router.hops(destination, deadline, cancellation);
        } catch (DeadlineException e) {
            SocketTimeoutException late =
                    new SocketTimeoutException(
                            "resolving " + destination.host() + ": " + e.getMessage());
            throw ended(destination, router.undecided(destination), start, late);
        } catch (RouteRefusedException e) {
            throw ended(e.destination(), e.route(), start, e);
        } catch (IOException e) {
            throw ended(destination, router.undecided(destination), start, e);
        }
    }

    /// Tells that there is nothing to try, and why.
    private IOException ended(
            SocksAddress destination, Route route, long start, IOException error) {
        listener.routed(destination, route);
        Duration total = Duration.ofNanos(System.nanoTime() - start);
        listener.ended(
                new ConnectReport(
                        destination, route, Strategy.SEQUENTIAL, List.of(), total, error));
        return error;
    }

    private <T extends Closeable> T one(Router.Hop hop, Attempt<T> attempt, Deadline overall)
            throws IOException {
        Progress progress = started(hop, overall);
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

    private Progress started(Router.Hop hop, Deadline overall) {
        listener.routed(hop.destination(), hop.route());
        return new Progress(
                hop.destination(), hop.route(), deadlines, overall, listener, cancellation);
    }

    /// The listener may throw, and then nobody would close what there is.
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
