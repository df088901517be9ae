package io.tsocks.engine;

import io.tsocks.net.Address;
import io.tsocks.net.Network;
import io.tsocks.net.PortRange;

/// A part of the space of destinations: an interval of addresses of one family, and of ports.
///
/// @param first the lowest address
/// @param last the highest address, of the same family, not below `first`
/// @param firstPort 0, which is a question without a port, to 65535
/// @param lastPort `firstPort` to 65535
public record Region(Address first, Address last, int firstPort, int lastPort) {

    public Region {
        if (first.compareTo(last) > 0 || first.getClass() != last.getClass()) {
            throw new IllegalArgumentException("no interval: " + first + " to " + last);
        }
        if (firstPort < 0 || lastPort < firstPort || lastPort > 65535) {
            throw new IllegalArgumentException("no ports: " + firstPort + " to " + lastPort);
        }
    }

    /// The smallest region that contains a network; the network itself if its mask is contiguous.
    public static Region around(Network network, PortRange ports) {
        return switch (network) {
            case Network.Ip4(int address, int mask) ->
                    new Region(
                            new Address.Ip4(address),
                            new Address.Ip4(address | ~mask),
                            ports.first(),
                            ports.last());
            case Network.Ip6(long high, long low, int length) ->
                    new Region(
                            new Address.Ip6(high, low),
                            new Address.Ip6(
                                    high | ~Network.Ip6.highMask(length),
                                    low | ~Network.Ip6.lowMask(length)),
                            ports.first(),
                            ports.last());
        };
    }

    /// The same region without port 0, to which no connection goes; a region of port 0 alone stays
    /// the same.
    Region withoutPort0() {
        return lastPort == 0 ? this : new Region(first, last, Math.max(1, firstPort), lastPort);
    }

    /// The number of addresses times the number of ports, approximately: it is meant for ratios.
    public double size() {
        return addresses() * (lastPort - firstPort + 1);
    }

    /// The number of addresses, exact up to 2^53.
    public double addresses() {
        return switch (first) {
            case Address.Ip4(int from) when last instanceof Address.Ip4(int to) ->
                    Integer.toUnsignedLong(to) - Integer.toUnsignedLong(from) + 1;
            case Address.Ip6(long high, long low) when last instanceof Address.Ip6 to ->
                    (to.high() - high) * 0x1p64 + unsigned(to.low()) - unsigned(low) + 1;
            case Address.Ip4 ignored -> throw new AssertionError("mixed families");
            case Address.Ip6 ignored -> throw new AssertionError("mixed families");
        };
    }

    private static double unsigned(long value) {
        return (value >>> 1) * 2.0 + (value & 1);
    }
}
