package io.tsocks.launcher.supervisor;

import org.jspecify.annotations.Nullable;

/// How a connection is carried.
///
/// @param detour the way by the relay; null if the program's own socket is connected
/// @param note what to say of that; null for nothing
record Carriage(@Nullable Detour detour, @Nullable String note) {

    /// By the program's own socket, as usual.
    static final Carriage ITSELF = new Carriage(null, null);

    /// By the relay.
    static Carriage by(Detour detour) {
        return new Carriage(detour, "relayed");
    }
}
