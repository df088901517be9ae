package io.tsocks.client;

import io.tsocks.engine.Decision;
import io.tsocks.protocol.Phase;
import io.tsocks.protocol.SocksAddress;
import io.tsocks.protocol.Strategy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One connect, when it is over.
///
/// @param asked the destination as the caller gave it
/// @param destination the same, or that address of a name which was tried
/// @param decision what the policy said, with the rule that decided
/// @param strategy how the handshake was sent; [Strategy#SEQUENTIAL] if there was none
/// @param phases those that began, in order, with the time each took
/// @param resolving how long it took to find the addresses of a name; zero if none were looked for
/// @param total since the caller asked, so `resolving` and the attempts before this one included
/// @param error why it failed; null if it did not
public record ConnectReport(
        SocksAddress asked,
        SocksAddress destination,
        Decision decision,
        Strategy strategy,
        List<PhaseTime> phases,
        Duration resolving,
        Duration total,
        @Nullable IOException error) {

    public ConnectReport {
        phases = List.copyOf(phases);
    }

    /// Whether there is a connection.
    public boolean isConnected() {
        return error == null;
    }

    /// The phase that it ended in; empty where not even one began.
    public Optional<Phase> lastPhase() {
        return phases.isEmpty() ? Optional.empty() : Optional.of(phases.getLast().phase());
    }

    /// How long one phase took.
    public record PhaseTime(Phase phase, Duration time) {}
}
