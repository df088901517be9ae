package io.tsocks.gateway;

/// The owner of a socket of this machine.
///
/// @param uid the user, as this process's user namespace numbers it
/// @param isHeld whether a process still holds the socket; otherwise the kernel says that it is
///     root's
record SocketOwner(int uid, boolean isHeld) {}
