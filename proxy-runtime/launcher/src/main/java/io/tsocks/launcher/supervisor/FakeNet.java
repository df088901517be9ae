package io.tsocks.launcher.supervisor;

import io.tsocks.net.Address;
import io.tsocks.net.Network;
import java.net.InetAddress;
import java.util.Optional;

/// The IPv4 network whose addresses stand for names that a SOCKS server resolves. No packet is ever
/// sent to one.
///
/// @param first the network's address, its host bits zero
/// @param prefixLength [#SHORTEST_PREFIX] to [#LONGEST_PREFIX]
public record FakeNet(int first, int prefixLength) {

    /// 198.18.0.0/15, which is set aside for measurements between devices (RFC 2544, appendix
    /// C.2.2; RFC 6890), so that it is in use nowhere else.
    public static final FakeNet DEFAULT = new FakeNet(0xc612_0000, 15);

    /// A larger network is of no use to any run.
    public static final int SHORTEST_PREFIX = 8;

    /// Four addresses, two of which can be given to names.
    public static final int LONGEST_PREFIX = 30;

    public FakeNet {
        if (prefixLength < SHORTEST_PREFIX || prefixLength > LONGEST_PREFIX) {
            throw new IllegalArgumentException("no prefix length: " + prefixLength);
        }
        if ((first & ~mask(prefixLength)) != 0) {
            throw new IllegalArgumentException("address bits beyond the prefix");
        }
    }

    private static int mask(int prefixLength) {
        return -1 << (32 - prefixLength);
    }

    /// Reads `198.18.0.0/15`.
    ///
    /// @return empty if the text is not a network of IPv4 that can serve: with a prefix length out
    ///     of range, address bits beyond it, or addresses of the loopback, of multicast or of 0/8
    public static Optional<FakeNet> parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 2 || !parts[1].matches("[0-9]{1,2}")) {
            return Optional.empty();
        }
        int length = Integer.parseInt(parts[1]);
        boolean inRange = length >= SHORTEST_PREFIX && length <= LONGEST_PREFIX;
        if (!inRange || !(Address.parse(parts[0]).orElse(null) instanceof Address.Ip4(int bits))) {
            return Optional.empty();
        }
        return of(bits, length);
    }

    private static Optional<FakeNet> of(int bits, int length) {
        boolean isWhole = (bits & ~mask(length)) == 0;
        return isWhole && isUnicast(bits)
                ? Optional.of(new FakeNet(bits, length))
                : Optional.empty();
    }

    private static boolean isUnicast(int bits) {
        int top = bits >>> 24;
        return top != 0 && top != 127 && top < 224;
    }

    /// How many addresses names can have: all but the first and the last.
    int size() {
        return (1 << (32 - prefixLength)) - 2;
    }

    /// The address with a number from 0 to [#size] - 1.
    Address.Ip4 address(int number) {
        return new Address.Ip4(first + 1 + number);
    }

    /// Whether an address is in the network. An IPv4-mapped one counts as the IPv4 address.
    boolean contains(InetAddress address) {
        return Address.of(address) instanceof Address.Ip4(int bits) && contains(bits);
    }

    private boolean contains(int bits) {
        return (bits & mask(prefixLength)) == first;
    }

    /// Whether the network has addresses in common with another.
    public boolean overlaps(Network other) {
        return other instanceof Network.Ip4(int address, int mask)
                && ((address ^ first) & mask & mask(prefixLength)) == 0;
    }

    @Override
    public String toString() {
        return Network.Ip4.dotted(first) + "/" + prefixLength;
    }
}
