package io.tsocks.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// An IP address as a number. An IPv4-mapped IPv6 address (RFC 4291, section 2.5.5.2) counts as the
/// IPv4 address that it maps.
public sealed interface Address extends Comparable<Address> {

    /// The address as text, IPv6 without brackets.
    @Override
    String toString();

    /// Whether it is in 127.0.0.0/8 or is ::1.
    default boolean isLoopback() {
        return Network.Ip4.LOOPBACK.contains(this) || Network.Ip6.LOOPBACK.contains(this);
    }

    /// An IPv4 address.
    ///
    /// @param bits most significant byte first
    record Ip4(int bits) implements Address {

        /// `127.0.0.1`.
        public static final Ip4 LOOPBACK = new Ip4(0x7f00_0001);

        @Override
        public int compareTo(Address other) {
            return switch (other) {
                case Ip4 ip4 -> Integer.compareUnsigned(bits, ip4.bits);
                case Ip6 ignored -> -1;
            };
        }

        @Override
        public String toString() {
            return Network.Ip4.dotted(bits);
        }
    }

    /// An IPv6 address that is not IPv4-mapped.
    ///
    /// @param high bits 0 to 63
    /// @param low bits 64 to 127
    record Ip6(long high, long low) implements Address {

        /// `::1`.
        public static final Ip6 LOOPBACK = new Ip6(0, 1);

        @Override
        public int compareTo(Address other) {
            return switch (other) {
                case Ip4 ignored -> 1;
                case Ip6 ip6 -> {
                    int byHigh = Long.compareUnsigned(high, ip6.high);
                    yield byHigh != 0 ? byHigh : Long.compareUnsigned(low, ip6.low);
                }
            };
        }

        @Override
        public String toString() {
            return Network.Ip6.text(high, low);
        }
    }

    /// The address of an [InetAddress], without its name and scope.
    static Address of(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == 4) {
            return new Ip4(intAt(bytes, 0));
        }
        return of(longAt(bytes, 0), longAt(bytes, 8));
    }

    /// The address with these 128 bits; an [Ip4] if it is IPv4-mapped.
    static Address of(long high, long low) {
        return high == 0 && low >>> 32 == 0xffff ? new Ip4((int) low) : new Ip6(high, low);
    }

    /// Reads an address: dotted IPv4 with four parts, or IPv6 without brackets and scope. Empty for
    /// any other text, such as a host name. Nothing is resolved.
    static Optional<Address> parse(String text) {
        if (text.indexOf(':') >= 0) {
            return text.indexOf('%') < 0 ? ip6(text).map(Address::of) : Optional.empty();
        }
        long bits = Dotted.bits(text);
        return bits == Dotted.NONE ? Optional.empty() : Optional.of(new Ip4((int) bits));
    }

    /// Like [#parse], for an address that may have a scope (`fe80::1%eth0`). The result is an
    /// [InetAddress] because only that keeps the scope. Also empty if this machine does not have
    /// the scope.
    static Optional<InetAddress> parseScoped(String text) {
        return text.indexOf(':') >= 0 ? ip6(text) : parse(text).map(Address::toInetAddress);
    }

    private static Optional<InetAddress> ip6(String text) {
        if (text.indexOf('[') >= 0 || text.indexOf(']') >= 0) {
            return Optional.empty();
        }
        try {
            // A host in brackets is an address or an error, never a name to look up.
            return Optional.of(InetAddress.getByName("[" + text + "]"));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /// The same address for Java's own interfaces.
    default InetAddress toInetAddress() {
        byte[] bytes =
                switch (this) {
                    case Ip4(int bits) -> ByteBuffer.allocate(4).putInt(bits).array();
                    case Ip6(long high, long low) ->
                            ByteBuffer.allocate(16).putLong(high).putLong(low).array();
                };
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new AssertionError("4 and 16 bytes are addresses", e);
        }
    }

    private static int intAt(byte[] bytes, int index) {
        return (bytes[index] & 255) << 24
                | (bytes[index + 1] & 255) << 16
                | (bytes[index + 2] & 255) << 8
                | (bytes[index + 3] & 255);
    }

    private static long longAt(byte[] bytes, int index) {
        return (long) intAt(bytes, index) << 32 | (intAt(bytes, index + 4) & 0xffff_ffffL);
    }
}
