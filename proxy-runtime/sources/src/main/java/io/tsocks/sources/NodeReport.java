package io.tsocks.sources;

import java.time.Instant;
import java.util.Optional;

/// What a node runs, as it tells the place from which its policy comes.
///
/// @param version the tag of the version in force; empty if the node runs a copy that it had kept
/// @param since when that was put in force
/// @param error why a newer version is not in force; empty if none was rejected
public record NodeReport(Optional<String> version, Instant since, Optional<String> error) {

    /// The same report, if the mirror itself has not rejected anything, with what the program that
    /// follows the file says.
    NodeReport withRefusal(Optional<String> refusal) {
        return new NodeReport(version, since, error.or(() -> refusal));
    }
}
