package io.tsocks.engine;

import io.tsocks.net.Network;
import io.tsocks.net.PortRange;

/// Destinations that a path reaches.
///
/// @param ports [PortRange#ANY] if the line names none
public record Reach(Network network, PortRange ports, Origin origin) {}
