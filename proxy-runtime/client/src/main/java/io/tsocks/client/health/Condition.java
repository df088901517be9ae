package io.tsocks.client.health;

import java.time.Duration;

/// Whether a server is used.
public sealed interface Condition {

    /// It is.
    record Closed() implements Condition {}

    /// It is left alone.
    ///
    /// @param retryIn how long still; zero where the next connect tries it
    record Open(Duration retryIn) implements Condition {}

    /// One connect or check tries it right now.
    record HalfOpen() implements Condition {}
}
