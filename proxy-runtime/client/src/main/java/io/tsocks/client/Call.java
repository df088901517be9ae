package io.tsocks.client;

import io.tsocks.protocol.SocksAddress;
import java.time.Duration;

/// A caller's wait for a connect.
///
/// @param asked the destination as the caller gave it
/// @param start when the call began, on the clock of [System#nanoTime]
/// @param resolving how long it took to find its addresses; zero if none were looked up
record Call(SocksAddress asked, long start, Duration resolving) {

    /// How long the caller has waited.
    Duration waited() {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
