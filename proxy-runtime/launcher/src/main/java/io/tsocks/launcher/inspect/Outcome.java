package io.tsocks.launcher.inspect;

import io.tsocks.protocol.Phase;
import io.tsocks.protocol.SocksAddress;
import io.tsocks.protocol.SocksFailure;
import java.time.Duration;

/// How one connection to the server ended.
sealed interface Outcome {

    /// The request was granted.
    ///
    /// @param bound the address in the reply
    /// @param time from the first byte sent to the last one of the reply
    record Granted(SocksAddress bound, Duration time) implements Outcome {}

    /// The handshake failed.
    ///
    /// @param time from the first byte sent to the end
    record Failed(Phase phase, SocksFailure failure, Duration time) implements Outcome {}

    /// The server said nothing, or not enough, in time.
    record Silent(Phase phase, Duration limit) implements Outcome {}

    /// The server could not be reached, although earlier connections succeeded.
    record Unreachable(String reason) implements Outcome {}
}
