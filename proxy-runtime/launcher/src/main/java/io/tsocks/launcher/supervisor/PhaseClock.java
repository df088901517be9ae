package io.tsocks.launcher.supervisor;

import io.tsocks.engine.ProxyServer;
import io.tsocks.protocol.Phase;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The time that the current phase of a connect has. It begins with [Phase#CONNECT].
final class PhaseClock {

    private final Settings.Deadlines deadlines;
    private Phase phase = Phase.CONNECT;
    private @Nullable ProxyServer onTheWay;
    private long end;

    PhaseClock(Settings.Deadlines deadlines) {
        this.deadlines = deadlines;
        start();
    }

    Phase phase() {
        return phase;
    }

    /// Begins a phase, or goes on with the current one.
    ///
    /// @param hop the server that is spoken to, if others are behind it; null otherwise
    void keepTimeOf(Phase next, @Nullable ProxyServer hop) {
        if (next != phase || !Objects.equals(hop, onTheWay)) {
            phase = next;
            onTheWay = hop;
            start();
        }
    }

    private void start() {
        end = System.nanoTime() + allowed().toNanos();
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
