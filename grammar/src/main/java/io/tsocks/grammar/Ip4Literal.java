package io.tsocks.grammar;

import java.util.Optional;

/// An IPv4 address as four decimal octets without leading zeros. Nothing else is an address here:
/// not `10.1`, not `0x0a000001`, not `010.0.0.1`.
final class Ip4Literal {

    private Ip4Literal() {}

    /// The bits of an address; empty where the text is none.
    static Optional<Integer> parse(String text) {
        int bits = 0;
        int at = 0;
        for (int octets = 0; octets < 4; octets++) {
            int dot = text.indexOf('.', at);
            int end = dot < 0 ? text.length() : dot;
            if ((dot < 0) != (octets == 3) || !isOctet(text, at, end)) {
                return Optional.empty();
            }
            int octet = Integer.parseInt(text, at, end, 10);
            if (octet > 255) {
                return Optional.empty();
            }
            bits = bits << 8 | octet;
            at = end + 1;
        }
        return Optional.of(bits);
    }

    private static boolean isOctet(String text, int start, int end) {
        int length = end - start;
        if (length < 1 || length > 3 || (length > 1 && text.charAt(start) == '0')) {
            return false;
        }
        for (int i = start; i < end; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
