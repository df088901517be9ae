package io.tsocks.gateway;

/// What a new policy does to the connections that are open.
public enum OnReload {
    /// They stay.
    KEEP,
    /// Those that the new policy would not lead the same way are closed.
    DROP_CHANGED,
    /// All are closed.
    DROP_ALL
}
