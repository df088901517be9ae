package io.tsocks.service.policy;

import java.util.Optional;

/// Is told of what happens to the policy, in the thread that made it happen, in order.
public interface PolicyListener {

    /// A revision has taken the place of another.
    ///
    /// @param before empty if it is the first
    default void applied(Optional<LivePolicy> before, Outcome.Applied applied) {}

    /// A proposal was rejected, and the policy in force still is.
    default void rejected(Proposal proposal, Outcome outcome, String why) {}

    /// The file that is followed cannot be used: it is gone, empty or unreadable.
    default void fileFailed(PolicyFile file) {}

    /// A candidate is tried, or no longer.
    ///
    /// @param trial empty if none is tried now
    default void tried(Optional<Trial> trial) {}
}
