package io.tsocks.client.health;

import java.time.Duration;

/// What has changed in the health of servers, or in the choice of a group.
public sealed interface HealthEvent<S> {

    /// A server is left alone, as it fails.
    ///
    /// @param failure the last one
    /// @param failures how many there were in a row
    /// @param retryIn how long it is left alone
    record Opened<S>(S server, ServerFailure failure, int failures, Duration retryIn)
            implements HealthEvent<S> {}

    /// One connect or check tries a server that was left alone; the others still go elsewhere.
    record HalfOpen<S>(S server) implements HealthEvent<S> {}

    /// A server answers again.
    record Closed<S>(S server) implements HealthEvent<S> {}

    /// A group goes to another member from now on.
    ///
    /// @param from the one it leaves
    record Switched<S>(ServerGroup<S> group, S from, S to) implements HealthEvent<S> {}
}
