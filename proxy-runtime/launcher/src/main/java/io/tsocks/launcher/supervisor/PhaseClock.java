package io.tsocks.launcher.supervisor;

import io.tsocks.engine.ProxyServer;
import io.tsocks.protocol.Phase;
import java.time.Duration;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The time that the current phase of a connect has. It begins with [Phase#CONNECT]. All phases of
/// a server before its reply have a time together, too.
final class PhaseClock {

    private final Settings.Deadlines deadlines;
    private final Duration contact;
    private final LongSupplier nanoTime;
    private Phase phase = Phase.CONNECT;
    private @Nullable ProxyServer onTheWay;
    private long end;
    private long contactEnd;

    /// @param contact from the start of the connect to a server until the request is sent
    /// @param nanoTime a clock like [System#nanoTime]
    PhaseClock(Settings.Deadlines deadlines, Duration contact, LongSupplier nanoTime) {
        this.deadlines = deadlines;
        this.contact = contact;
        this.nanoTime = nanoTime;
        contactEnd = nanoTime.getAsLong() + contact.toNanos();
        start();
    }

    Phase phase() {
        return phase;
    }

    /// Begins a phase, or goes on with the current one.
    ///
    /// @param hop the server that is spoken to, if others are behind it; null otherwise
    void keepTimeOf(Phase next, @Nullable ProxyServer hop) {
        boolean isAtNextServer = !Objects.equals(hop, onTheWay) && phase != Phase.CONNECT;
        if (isAtNextServer) {
            contactEnd = nanoTime.getAsLong() + contact.toNanos();
        }
        if (next != phase || !Objects.equals(hop, onTheWay)) {
            phase = next;
            onTheWay = hop;
            start();
        }
    }

    private void start() {
        end = nanoTime.getAsLong() + allowed().toNanos();
        switch (phase) {
            case CONNECT, TLS, METHOD, AUTHENTICATION, REQUEST ->
                    end = end - contactEnd > 0 ? contactEnd : end;
            case REPLY, PEER -> {}
        }
    }

    /// The reply of a server on the way tells that the next one is reached.
    private Duration allowed() {
        return switch (phase) {
            case CONNECT -> deadlines.connect();
            case TLS, METHOD, AUTHENTICATION, REQUEST -> deadlines.negotiation();
            case REPLY, PEER -> onTheWay == null ? deadlines.reply() : deadlines.connect();
        };
    }

    /// The time that is left, in nanoseconds; 0 or less once it is over.
    long left(long now) {
        return end - now;
    }
}
