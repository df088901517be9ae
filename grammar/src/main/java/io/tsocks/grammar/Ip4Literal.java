package io.tsocks.grammar;

import java.util.OptionalInt;

/// An IPv4 address as four decimal octets without leading zeros. Nothing else is an address here:
/// not `10.1`, not `0x0a000001`, not `010.0.0.1`.
final class Ip4Literal {

    private Ip4Literal() {}

    /// The bits of an address; empty if the text is not one.
    static OptionalInt parse(String text) {
        return parse(text, 0, text.length());
    }

    /// The bits of an address in a part of a text; empty if the part is not one.
    static OptionalInt parse(String text, int start, int end) {
        int bits = 0;
        int octets = 0;
        int octet = -1;
        for (int at = start; at < end; at++) {
            char c = text.charAt(at);
            if (c == '.' && octet >= 0 && octets < 3) {
                bits = bits << 8 | octet;
                octets++;
                octet = -1;
            } else if (c >= '0' && c <= '9' && octet != 0) {
                octet = (octet < 0 ? 0 : 10 * octet) + (c - '0');
                if (octet > 255) {
                    return OptionalInt.empty();
                }
            } else {
                return OptionalInt.empty();
            }
        }
        return octets == 3 && octet >= 0 ? OptionalInt.of(bits << 8 | octet) : OptionalInt.empty();
    }
}
