package io.tsocks.client;

import io.tsocks.client.health.CheckSchedule;
import io.tsocks.client.health.ServerFailure;
import io.tsocks.client.health.ServerHealth;
import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.Upstream;
import io.tsocks.net.Checks;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Has the servers of groups checked, as their `check` says, and tells their health. A daemon
/// thread waits for the next check, and each check has a virtual thread. Without groups to check
/// there is no thread. A client has no close, so the thread holds it by a weak reference only, and
/// ends after it.
///
/// Thread-safe.
final class ServerChecks {

    /// How long the thread may outlive its client.
    private static final long LONGEST_NAP = Duration.ofMinutes(1).toNanos();

    private static final long OVER = -1;

    private final CheckSchedule<ProxyServer> schedule = new CheckSchedule<>();
    private final ServerHealth<ProxyServer> health;

    /// Set before the policy that it belongs to is in force, and read by the checks.
    private volatile Check check = (ignored, unlimited) -> {};

    /// Guarded by this object's lock; null where no server is to be checked.
    private @Nullable Thread thread;

    ServerChecks(ServerHealth<ProxyServer> health) {
        this.health = health;
    }

    /// Checks a server.
    @FunctionalInterface
    interface Check {

        /// Returns if the server passes.
        ///
        /// @param limit for all of the check
        /// @throws IOException if it does not, with the reason
        void of(ProxyServer server, Duration limit) throws IOException;
    }

    /// From now on other servers are checked, in another way.
    void begin(Check next) {
        schedule.clear();
        check = next;
    }

    /// A connect uses an upstream.
    void use(Upstream upstream, long now) {
        switch (upstream.checks()) {
            case Checks.None ignored -> {}
            case Checks.Every(Duration interval) -> {
                if (schedule.use(upstream.servers(), interval, now)) {
                    wake();
                }
            }
        }
    }

    /// No server is checked any more.
    void close() {
        schedule.close();
        LockSupport.unpark(waiting());
    }

    private synchronized @Nullable Thread waiting() {
        return thread;
    }

    /// Has the thread look at the schedule. If no thread can be started, connects alone show
    /// whether servers live.
    private synchronized void wake() {
        if (thread != null) {
            LockSupport.unpark(thread);
            return;
        }
        WeakReference<ServerChecks> self = new WeakReference<>(this);
        try {
            thread = Thread.ofPlatform().daemon().name("tsocks-check").start(() -> watch(self));
        } catch (OutOfMemoryError e) {
            schedule.clear();
        }
    }

    private static void watch(WeakReference<ServerChecks> checks) {
        for (long nap = nap(checks); nap != OVER; nap = nap(checks)) {
            LockSupport.parkNanos(nap);
            // an interrupt is nobody's business here, and would keep the thread from parking
            boolean ignored = Thread.interrupted();
        }
    }

    /// Begins the checks that are due, in a method of its own, so that the waiting thread holds
    /// nothing of the client.
    private static long nap(WeakReference<ServerChecks> checks) {
        ServerChecks self = checks.get();
        return self == null ? OVER : self.round();
    }

    private long round() {
        long now = System.nanoTime();
        schedule.due(now).forEach(this::start);
        return pause(now);
    }

    private synchronized long pause(long now) {
        long nanos = schedule.nanosToNext(now).orElse(OVER);
        if (nanos == OVER) {
            thread = null;
            return OVER;
        }
        return Math.clamp(nanos, 1, LONGEST_NAP);
    }

    private void start(ProxyServer server) {
        Thread ignored = Thread.ofVirtual().name("tsocks-check").start(() -> check(server));
    }

    private void check(ProxyServer server) {
        ServerTurn turn = new ServerTurn(health.check(server, System.nanoTime()));
        try {
            check.of(server, schedule.patience(server));
            turn.passed();
        } catch (IOException e) {
            turn.failed(e, ServerFailure.LATE);
        } finally {
            turn.withdraw();
            schedule.ended(server);
        }
    }
}
