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

/// The report on one finished connect.
///
/// @param asked the destination as the caller gave it
/// @param destination the same destination, or the address of a name that was tried
/// @param decision the policy's decision, with the rule that decided
/// @param strategy how the handshake was sent; [Strategy#SEQUENTIAL] if there was no handshake
/// @param phases the phases that began, in order, with the time that each took
/// @param resolving how long it took to find the addresses of a name; zero if none were looked up
/// @param total the time since the call, which includes `resolving` and the attempts before this
///     one
/// @param error why the connect failed; null if it succeeded
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

    /// The phase in which the connect ended; empty if no phase began.
    public Optional<Phase> lastPhase() {
        return phases.isEmpty() ? Optional.empty() : Optional.of(phases.getLast().phase());
    }

    /// How long one phase took.
    public record PhaseTime(Phase phase, Duration time) {}
}
