package io.tsocks.gateway;

import io.tsocks.client.Tsocks;

/// The policy in force.
///
/// @param revision its name in snapshots and events; empty if it has none
public record ActivePolicy(Tsocks tsocks, String revision) {

    /// A policy without a revision.
    public static ActivePolicy of(Tsocks tsocks) {
        return new ActivePolicy(tsocks, "");
    }
}
