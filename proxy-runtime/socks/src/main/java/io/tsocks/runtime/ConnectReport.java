package io.tsocks.runtime;

import io.tsocks.engine.Route;
import io.tsocks.socks.Phase;
import io.tsocks.socks.SocksAddress;
import io.tsocks.socks.Strategy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One connect, when it is over.
///
/// @param route what the policy said, with the rule that decided
/// @param strategy how the handshake was sent; [Strategy#SEQUENTIAL] where there was none
/// @param phases those that began, in order, with the time each took
/// @param total from the policy's answer on; of a name that was not resolved, what that took
/// @param error why it failed; null where it did not
public record ConnectReport(
        SocksAddress destination,
        Route route,
        Strategy strategy,
        List<PhaseTime> phases,
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
