package io.tsocks.gateway;

/// What a new policy did to open connections.
///
/// @param kept those that stay
/// @param dropped those that were closed
public record PolicyChange(int kept, int dropped) {}
