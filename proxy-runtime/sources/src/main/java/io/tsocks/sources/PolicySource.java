package io.tsocks.sources;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// A place that has a policy. Used by one thread at a time.
interface PolicySource extends Closeable {

    /// The policy, once it differs from a version.
    ///
    /// @param known the tag of the version; empty for the policy as it is now
    /// @param patience how long to wait for a change
    /// @return empty if the policy is still that version
    /// @throws IOException if the place cannot be reached, refuses, has no policy, or its signature
    ///     is wrong; the message is for the person who operates this node
    Optional<PolicyCopy> next(Optional<String> known, Duration patience)
            throws IOException, InterruptedException;

    /// Tells the place what this node runs, if the place keeps such reports.
    ///
    /// @throws IOException if it cannot be told
    void report(NodeReport report) throws IOException, InterruptedException;

    @Override
    void close();
}
