package io.tsocks.launcher.supervisor;

import io.tsocks.client.health.ServerFailure;
import io.tsocks.engine.ProxyServer;
import io.tsocks.protocol.Phase;
import java.time.Duration;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The time that the current phase of a connect has. It begins with [Phase#CONNECT]. All phases of
/// a server before its reply have a time together, too.
final class PhaseClock {

    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final Limits toServer;
    private final Limits onWay;
    private final LongSupplier nanoTime;
    private Phase phase = Phase.CONNECT;
    private @Nullable ProxyServer onTheWay;
    private long begin;
    private long end;
    private long contactEnd;

    /// How long a server may take.
    ///
    /// @param contact from the start of the connect to a server until the request is sent
    /// @param isCutShort whether the connect as a whole leaves less time for that
    record Limits(Settings.Deadlines deadlines, Duration contact, boolean isCutShort) {

        /// Those of a server that no other one stands in for.
        static Limits ofOne(Settings.Deadlines usual) {
            return new Limits(usual, usual.contact(), false);
        }

        /// Those of a server that another one stands in for.
        static Limits ofGroup(Settings.Deadlines usual) {
            return new Limits(usual.ofGroup(), usual.ofGroup().connect(), false);
        }

        /// The same, with no more than this time for a contact.
        Limits within(Duration most) {
            return most.compareTo(contact) < 0 ? new Limits(deadlines, most, true) : this;
        }
    }

    /// @param toServer of the server itself
    /// @param onWay of the servers on the way to it
    /// @param isOnWay whether the nearest server, which is connected to, may be one of those
    /// @param nanoTime a clock like [System#nanoTime]
    PhaseClock(Limits toServer, Limits onWay, boolean isOnWay, LongSupplier nanoTime) {
        this.toServer = toServer;
        this.onWay = onWay;
        this.nanoTime = nanoTime;
        Limits nearest = isOnWay ? onWay : toServer;
        contactEnd = nanoTime.getAsLong() + nearest.contact().toNanos();
        start(nearest);
    }

    Phase phase() {
        return phase;
    }

    /// Begins a phase, or goes on with the current one.
    ///
    /// @param hop the server that is spoken to, if others are behind it; null otherwise
    void keepTimeOf(Phase next, @Nullable ProxyServer hop) {
        Limits limits = hop == null ? toServer : onWay;
        boolean isAtNextServer = !Objects.equals(hop, onTheWay) && phase != Phase.CONNECT;
        if (isAtNextServer) {
            contactEnd = nanoTime.getAsLong() + limits.contact().toNanos();
        }
        if (next != phase || !Objects.equals(hop, onTheWay)) {
            phase = next;
            onTheWay = hop;
            start(limits);
        }
    }

    private void start(Limits limits) {
        begin = nanoTime.getAsLong();
        end = begin + allowed(limits.deadlines()).toNanos();
        switch (phase) {
            case CONNECT, TLS, METHOD, AUTHENTICATION, REQUEST ->
                    end = end - contactEnd > 0 ? contactEnd : end;
            case REPLY, PEER -> {}
        }
    }

    /// The reply of a server on the way tells that the next one is reached.
    private Duration allowed(Settings.Deadlines deadlines) {
        return switch (phase) {
            case CONNECT -> deadlines.connect();
            case TLS, METHOD, AUTHENTICATION, REQUEST -> deadlines.negotiation();
            case REPLY, PEER -> onTheWay == null ? deadlines.reply() : deadlines.connect();
        };
    }

    /// Whether a program that gives up now does so because of the server that is spoken to: it has
    /// owed an answer of its own, for which it needs no destination, for half a second.
    boolean isOverdue() {
        boolean isOwn =
                switch (phase) {
                    case CONNECT, TLS, METHOD, AUTHENTICATION, REQUEST -> true;
                    case REPLY, PEER -> false;
                };
        return isOwn && isLong();
    }

    /// Whether the phase takes so long that a program may give up, be it the fault of the server or
    /// not.
    boolean isLong() {
        return nanoTime.getAsLong() - begin >= PATIENCE.toNanos();
    }

    /// What it shows of a server that it was silent until the time was over.
    ServerFailure silence() {
        boolean isCutShort = (onTheWay == null ? toServer : onWay).isCutShort();
        return isCutShort ? ServerFailure.LATE : ServerFailure.MUTE;
    }

    /// The time that is left, in nanoseconds; 0 or less once it is over.
    long left(long now) {
        return end - now;
    }
}
