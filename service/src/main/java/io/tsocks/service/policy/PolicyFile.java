package io.tsocks.service.policy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// The file that the service follows, at the last look.
///
/// @param since since when it has been so
/// @param sha256 of its content; empty if it cannot be read
/// @param error why its content is not in force; empty if it is, or if an API client has applied
///     another text since
public record PolicyFile(
        Path path, Instant since, Optional<String> sha256, Optional<String> error) {

    /// How the file and the policy in force compare.
    public enum State {
        /// The file is in force.
        ACTIVE,
        /// Something else is in force, because an API client has applied it.
        OVERRIDDEN,
        /// The file was rejected, and what was in force before still is.
        REJECTED;

        /// The name in JSON.
        public String label() {
            return switch (this) {
                case ACTIVE -> "active";
                case OVERRIDDEN -> "overridden";
                case REJECTED -> "rejected";
            };
        }
    }

    /// Whether a failure is the rejection of the content that is known.
    boolean wasRejected(IOException reason) {
        return sha256.isPresent()
                && error.isPresent()
                && String.valueOf(reason.getMessage()).endsWith(error.get());
    }

    /// How it compares with the policy in force.
    public State state(Optional<LivePolicy> active) {
        if (error.isPresent()) {
            return State.REJECTED;
        }
        boolean same =
                active.map(live -> live.revision().sha256()).equals(sha256) && sha256.isPresent();
        return same ? State.ACTIVE : State.OVERRIDDEN;
    }
}
