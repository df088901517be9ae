package io.tsocks.net;

import java.util.Locale;

/// A set of addresses: those that have given bits under a mask.
public sealed interface Network {

    /// The IPv6 addresses of a prefix. If all of them are IPv4-mapped (RFC 4291, section 2.5.5.2),
    /// the network is one of IPv4, because a program that connects to such an address means the
    /// IPv4 address.
    ///
    /// @param high bits 0 to 63, those outside the prefix zero
    /// @param low bits 64 to 127, those outside the prefix zero
    /// @param prefixLength 0 to 128
    static Network ofIp6(long high, long low, int prefixLength) {
        boolean mapped = high == 0 && low >>> 32 == 0xffff && prefixLength >= 96;
        return mapped
                ? new Ip4((int) low, (int) Ip6.lowMask(prefixLength))
                : new Ip6(high, low, prefixLength);
    }

    /// Whether the address is in this network; false for an address of the other family.
    default boolean contains(Address address) {
        return switch (this) {
            case Ip4 ip4 -> address instanceof Address.Ip4(int bits) && ip4.contains(bits);
            case Ip6 ip6 ->
                    address instanceof Address.Ip6(long high, long low) && ip6.contains(high, low);
        };
    }

    /// Whether the network lies within 127.0.0.0/8 or is ::1, so that it is always reached
    /// directly.
    default boolean isLoopback() {
        return switch (this) {
            case Ip4 ip4 ->
                    Ip4.LOOPBACK.contains(ip4.address)
                            && (ip4.mask & Ip4.LOOPBACK.mask) == Ip4.LOOPBACK.mask;
            case Ip6 ip6 -> ip6.equals(Ip6.LOOPBACK);
        };
    }

    /// IPv4 addresses with `candidate & mask == address`. The mask may be non-contiguous.
    ///
    /// @param address the bits, most significant first, none of them outside the mask
    /// @param mask the bits that count
    record Ip4(int address, int mask) implements Network {

        /// 127.0.0.0/8, which is always reached directly.
        public static final Ip4 LOOPBACK = new Ip4(0x7f00_0000, 0xff00_0000);

        public Ip4 {
            if ((address & ~mask) != 0) {
                throw new IllegalArgumentException("address bits outside the mask");
            }
        }

        /// Whether the address is in this network.
        public boolean contains(int candidate) {
            return (candidate & mask) == address;
        }

        /// Whether the mask is ones followed by zeros, so that a prefix length can express it.
        public boolean isContiguous() {
            return (~mask & (~mask + 1)) == 0;
        }

        /// The form of tsocks.conf: `10.0.0.0/255.0.0.0`.
        @Override
        public String toString() {
            return dotted(address) + "/" + dotted(mask);
        }

        /// An IPv4 address as text.
        public static String dotted(int address) {
            return (address >>> 24)
                    + "."
                    + (address >>> 16 & 255)
                    + "."
                    + (address >>> 8 & 255)
                    + "."
                    + (address & 255);
        }
    }

    /// IPv6 addresses that share a prefix.
    ///
    /// @param high bits 0 to 63, those outside the prefix zero
    /// @param low bits 64 to 127, those outside the prefix zero
    /// @param prefixLength 0 to 128
    record Ip6(long high, long low, int prefixLength) implements Network {

        /// ::1/128, which is always reached directly.
        public static final Ip6 LOOPBACK = new Ip6(0, 1, 128);

        public Ip6 {
            if (prefixLength < 0 || prefixLength > 128) {
                throw new IllegalArgumentException("no prefix length: " + prefixLength);
            }
            if ((high & ~highMask(prefixLength)) != 0 || (low & ~lowMask(prefixLength)) != 0) {
                throw new IllegalArgumentException("address bits beyond the prefix");
            }
        }

        /// Whether the address is in this network.
        public boolean contains(long candidateHigh, long candidateLow) {
            return (candidateHigh & highMask(prefixLength)) == high
                    && (candidateLow & lowMask(prefixLength)) == low;
        }

        /// The mask of the first 64 bits for a prefix length.
        public static long highMask(int prefixLength) {
            return prefixLength == 0 ? 0 : -1L << Math.max(0, 64 - prefixLength);
        }

        /// The mask of the last 64 bits for a prefix length.
        public static long lowMask(int prefixLength) {
            return prefixLength <= 64 ? 0 : -1L << (128 - prefixLength);
        }

        /// The form of the extended dialect: `2001:db8::/32`.
        @Override
        public String toString() {
            return text(high, low) + "/" + prefixLength;
        }

        /// An IPv6 address as RFC 5952 writes it.
        public static String text(long high, long low) {
            int[] groups = new int[8];
            for (int i = 0; i < 8; i++) {
                groups[i] = (int) ((i < 4 ? high : low) >>> (48 - 16 * (i & 3))) & 0xffff;
            }
            int[] gap = longestZeroRun(groups);
            var text = new StringBuilder();
            for (int i = 0; i < 8; i++) {
                if (i == gap[0]) {
                    text.append("::");
                    i += gap[1] - 1;
                    continue;
                }
                if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                    text.append(':');
                }
                text.append(Integer.toHexString(groups[i]).toLowerCase(Locale.ROOT));
            }
            return text.toString();
        }

        /// Start and length of the first of the longest runs of two or more zero groups; the start
        /// is -1 if there is none.
        private static int[] longestZeroRun(int[] groups) {
            int[] best = {-1, 1};
            int start = 0;
            for (int i = 0; i < groups.length; i++) {
                if (groups[i] != 0) {
                    start = i + 1;
                } else if (i + 1 - start > best[1]) {
                    best[0] = start;
                    best[1] = i + 1 - start;
                }
            }
            return best;
        }
    }
}
