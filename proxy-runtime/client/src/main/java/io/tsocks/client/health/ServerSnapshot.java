package io.tsocks.client.health;

import java.time.Duration;
import java.util.Optional;

/// What is known of a server, for display.
///
/// @param failures of it, in a row, up to now; 0 if the last attempt was answered
/// @param answers of it, in a row, up to now
/// @param lastFailure the last one, even if the server has answered since
/// @param handshakeTime smoothed; empty where none was measured since it was last found dead
public record ServerSnapshot<S>(
        S server,
        Condition condition,
        int failures,
        int answers,
        Optional<ServerFailure> lastFailure,
        Optional<Duration> handshakeTime) {}
