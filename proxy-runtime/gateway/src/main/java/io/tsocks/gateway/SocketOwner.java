package io.tsocks.gateway;

/// Whose a socket of this machine is.
///
/// @param uid the user, as this process's user namespace numbers it
/// @param isHeld whether a process holds it still; otherwise the kernel gives it to root
record SocketOwner(int uid, boolean isHeld) {}
