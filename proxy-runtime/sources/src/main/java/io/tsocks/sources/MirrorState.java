package io.tsocks.sources;

import java.time.Instant;

/// How a mirror's file stands to its source.
public sealed interface MirrorState {

    /// The file is what the source has.
    ///
    /// @param since when it was put in place
    /// @param version what the source calls it
    record Current(Instant since, String version) implements MirrorState {}

    /// The file is older than what the source has, because that has errors.
    ///
    /// @param since when the source had it
    /// @param version what the source calls the one with errors
    record Rejected(Instant since, String version, String why) implements MirrorState {}

    /// The source cannot be reached: the file is the last good copy.
    ///
    /// @param since when it could last be reached, or the start
    /// @param why in words for a person
    record Kept(Instant since, String why) implements MirrorState {}
}
