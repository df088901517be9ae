package io.tsocks.engine;

import io.tsocks.net.HostPattern;
import io.tsocks.net.PortRange;

/// Host names that a path reaches.
///
/// @param ports [PortRange#ANY] if the line names none
public record HostReach(HostPattern hosts, PortRange ports, Origin origin) {}
