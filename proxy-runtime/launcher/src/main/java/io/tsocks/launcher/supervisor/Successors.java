package io.tsocks.launcher.supervisor;

import io.tsocks.engine.ProxyServer;
import io.tsocks.launcher.attempt.Ending;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Has another attempt follow one that failed: at the next address or server, or once the names of
/// the servers have been looked up again. The program is told nothing: it waits for the outcome.
final class Successors {

    private final SecondLookups lookups;
    private final WatchedConnects watched;
    private final Predicate<PendingConnect> isPending;
    private final Again again;
    private final Failure failure;

    /// Those that begin at their next server: one after the other, not each within the last.
    private final Deque<Runnable> goingOn = new ArrayDeque<>();

    private boolean isStarting;

    /// Begins the next attempt of a connect.
    interface Again {
        /// Begins it.
        ///
        /// @param before the detour until now; null if there was none
        /// @return connects the socket
        Runnable begin(PendingConnect connect, @Nullable Detour before);
    }

    /// Fails a connect.
    interface Failure {
        /// Fails it.
        void of(PendingConnect connect, Ending.Failed failed);
    }

    /// @param isPending whether a connect has not ended yet
    Successors(
            SecondLookups lookups,
            WatchedConnects watched,
            Predicate<PendingConnect> isPending,
            Again again,
            Failure failure) {
        this.lookups = lookups;
        this.watched = watched;
        this.isPending = isPending;
        this.again = again;
        this.failure = failure;
    }

    /// Goes on with a connect if that is possible. Not on a socket that cannot be disconnected,
    /// which some kernels refuse while a thread waits on it.
    ///
    /// @return false if the connect has failed
    boolean follow(PendingConnect connect, Ending.Failed failed) {
        Detour before = connect.detour();
        if (!connect.series().mayGoOn(failed)) {
            return false;
        }
        watched.forget(connect);
        if (before == null && !connect.socket().disconnect().ok()) {
            return false;
        }
        if (connect.series().goesOn(failed)) {
            goOn(connect, before);
            return true;
        }
        Set<ProxyServer> unreached = connect.series().awaitNames(failed);
        if (!unreached.isEmpty()) {
            connect.beginAnew();
            lookups.begin(unreached, () -> goOnAfterLookup(connect));
        }
        return !unreached.isEmpty();
    }

    private void goOnAfterLookup(PendingConnect connect) {
        Ending.Failed failed = connect.series().unanswered();
        if (failed == null || !isPending.test(connect)) {
            return;
        }
        Detour before = connect.detour();
        if (connect.series().goesOnAfterLookup()) {
            goOn(connect, before);
        } else {
            failure.of(connect, failed);
        }
    }

    /// Begins anew at the next server, on the same socket or from now on by the relay.
    private void goOn(PendingConnect connect, @Nullable Detour before) {
        connect.beginAnew();
        goingOn.add(again.begin(connect, before));
        if (!isStarting) {
            startAll();
        }
    }

    private void startAll() {
        isStarting = true;
        try {
            for (Runnable next = goingOn.poll(); next != null; next = goingOn.poll()) {
                next.run();
            }
        } finally {
            isStarting = false;
        }
    }
}
