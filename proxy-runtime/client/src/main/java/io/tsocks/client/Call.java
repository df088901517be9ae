package io.tsocks.client;

import io.tsocks.protocol.SocksAddress;
import java.time.Duration;

/// What the caller of a connect waits for.
///
/// @param asked the destination as the caller gave it
/// @param start when, on the clock of [System#nanoTime]
/// @param resolving how long it took to find its addresses; zero if none were looked for
record Call(SocksAddress asked, long start, Duration resolving) {

    /// How long the caller has waited.
    Duration waited() {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
