package io.tsocks.engine.analysis;

import io.tsocks.net.Address;

/// The addresses that share their first bits.
///
/// @param first the lowest of them
/// @param length the number of bits that they share: 0 to 32, or 0 to 128 for IPv6
public record Prefix(Address first, int length) {

    /// The form of CIDR, `10.0.0.0/8`; a single address has no length.
    @Override
    public String toString() {
        return length == bits(first) ? first.toString() : first + "/" + length;
    }

    /// The number of bits of an address: 32 or 128.
    static int bits(Address address) {
        return switch (address) {
            case Address.Ip4 ignored -> 32;
            case Address.Ip6 ignored -> 128;
        };
    }
}
