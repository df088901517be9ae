package io.tsocks.grammar;

import io.tsocks.net.Network;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The networks that contain no address of the public Internet.
public final class PrivateNetworks {

    /// RFC 1918, RFC 3927 (link-local), RFC 6598 (shared by providers), RFC 1122 (loopback).
    private static final List<Network.Ip4> IP4 =
            List.of(
                    ip4(10, 0, 8),
                    ip4(172, 16, 12),
                    ip4(192, 168, 16),
                    ip4(169, 254, 16),
                    ip4(100, 64, 10),
                    Network.Ip4.LOOPBACK);

    /// RFC 4193 (unique local), RFC 4291 (link-local).
    private static final List<Network.Ip6> IP6 =
            List.of(
                    new Network.Ip6(0xfc00L << 48, 0, 7),
                    new Network.Ip6(0xfe80L << 48, 0, 10),
                    Network.Ip6.LOOPBACK);

    private PrivateNetworks() {}

    private static Network.Ip4 ip4(int first, int second, int length) {
        return new Network.Ip4(first << 24 | second << 16, -1 << (32 - length));
    }

    /// Whether one of these networks contains all addresses of a network.
    public static boolean hold(Network network) {
        return switch (network) {
            case Network.Ip4 ip4 -> IP4.stream().anyMatch(wide -> contains(wide, ip4));
            case Network.Ip6 ip6 -> IP6.stream().anyMatch(wide -> contains(wide, ip6));
        };
    }

    /// The first of these networks that lies within a larger one; empty if there is none, or if the
    /// larger one is that of all addresses.
    public static Optional<Network> strictlyWithin(Network network) {
        return switch (network) {
            case Network.Ip4 ip4 when ip4.mask() == 0 -> Optional.empty();
            case Network.Ip6 ip6 when ip6.prefixLength() == 0 -> Optional.empty();
            case Network.Ip4 ip4 ->
                    first(IP4.stream().filter(one -> contains(ip4, one) && !ip4.equals(one)));
            case Network.Ip6 ip6 ->
                    first(IP6.stream().filter(one -> contains(ip6, one) && !ip6.equals(one)));
        };
    }

    private static Optional<Network> first(Stream<? extends Network> networks) {
        return networks.findFirst().map(Network.class::cast);
    }

    /// Whether a network contains all addresses of its family.
    public static boolean isEverything(Network network) {
        return switch (network) {
            case Network.Ip4 ip4 -> ip4.mask() == 0;
            case Network.Ip6 ip6 -> ip6.prefixLength() == 0;
        };
    }

    /// The private network that contains an address.
    public static Optional<Network.Ip4> around(int address) {
        return IP4.stream().filter(wide -> wide.contains(address)).findFirst();
    }

    /// How many addresses a network has; a double is precise enough for IPv6.
    public static double size(Network network) {
        return switch (network) {
            case Network.Ip4 ip4 -> Math.scalb(1.0, Integer.bitCount(~ip4.mask()));
            case Network.Ip6 ip6 -> Math.scalb(1.0, 128 - ip6.prefixLength());
        };
    }

    private static boolean contains(Network.Ip4 wide, Network.Ip4 narrow) {
        return wide.contains(narrow.address()) && (narrow.mask() & wide.mask()) == wide.mask();
    }

    private static boolean contains(Network.Ip6 wide, Network.Ip6 narrow) {
        return narrow.prefixLength() >= wide.prefixLength()
                && wide.contains(narrow.high(), narrow.low());
    }
}
