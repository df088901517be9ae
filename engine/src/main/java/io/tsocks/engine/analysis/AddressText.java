package io.tsocks.engine.analysis;

import io.tsocks.net.Address;
import io.tsocks.net.Network;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Reads the addresses of a [Question]: `10.1.2.3`, `10.0.0.0/8`, `10.0.0.0/255.0.0.0`,
/// `10.0.0.1-10.0.0.9`, and the same in IPv6 except the netmask. IPv4-mapped IPv6 addresses and
/// networks count as the IPv4 ones. Their prefix lengths are those of IPv6: `::ffff:10.0.0.0/104`.
final class AddressText {

    /// RFC 4291, section 2.5.5.2: the bits before the IPv4 address.
    private static final int MAPPED_LENGTH = 96;

    private final String text;

    private AddressText(String text) {
        this.text = text;
    }

    static List<AddressRange> parse(String text) throws QuestionSyntaxException {
        return new AddressText(text).parse();
    }

    private List<AddressRange> parse() throws QuestionSyntaxException {
        int slash = text.indexOf('/');
        int dash = text.indexOf('-');
        if (slash >= 0) {
            return List.of(network(text.substring(0, slash), text.substring(slash + 1)));
        }
        Address first = address(dash < 0 ? text : text.substring(0, dash));
        Address last = dash < 0 ? first : address(text.substring(dash + 1));
        if (first.getClass() != last.getClass() || first.compareTo(last) > 0) {
            throw new QuestionSyntaxException("the addresses " + text + " end before they start");
        }
        return List.of(new AddressRange(first, last));
    }

    private Address address(String part) throws QuestionSyntaxException {
        boolean brackets = part.startsWith("[") && part.endsWith("]");
        Optional<Address> address =
                Address.parse(brackets ? part.substring(1, part.length() - 1) : part);
        if (address.isEmpty()) {
            throw new QuestionSyntaxException("'" + part + "' is not an IP address");
        }
        return address.get();
    }

    private AddressRange network(String start, String mask) throws QuestionSyntaxException {
        Address address = address(start);
        AddressRange range =
                switch (address) {
                    case Address.Ip4(int bits) when start.indexOf(':') >= 0 -> mapped(bits, mask);
                    case Address.Ip4(int bits) -> ip4(bits, ip4Length(mask));
                    case Address.Ip6(long high, long low) -> ip6(high, low, length(mask, 128));
                };
        if (!range.first().equals(address)) {
            throw new QuestionSyntaxException(
                    text + " has bits beyond the network, which starts at " + range.first());
        }
        return range;
    }

    /// The range of a network in IPv4-mapped form: one of IPv4 if it lies within ::ffff:0:0/96, and
    /// one of IPv6 if it is larger.
    private AddressRange mapped(int bits, String mask) throws QuestionSyntaxException {
        int length = length(mask, 128);
        return length < MAPPED_LENGTH
                ? ip6(0, 0xffff_0000_0000L | Integer.toUnsignedLong(bits), length)
                : ip4(bits, length - MAPPED_LENGTH);
    }

    private static AddressRange ip4(int bits, int length) {
        int mask = length == 0 ? 0 : -1 << (32 - length);
        return new AddressRange(new Address.Ip4(bits & mask), new Address.Ip4(bits | ~mask));
    }

    private static AddressRange ip6(long high, long low, int length) {
        long highMask = Network.Ip6.highMask(length);
        long lowMask = Network.Ip6.lowMask(length);
        return new AddressRange(
                new Address.Ip6(high & highMask, low & lowMask),
                new Address.Ip6(high | ~highMask, low | ~lowMask));
    }

    private int ip4Length(String mask) throws QuestionSyntaxException {
        return Address.parse(mask).orElse(null) instanceof Address.Ip4(int bits)
                        && (~bits & (~bits + 1)) == 0
                ? Integer.bitCount(bits)
                : length(mask, 32);
    }

    private int length(String mask, int most) throws QuestionSyntaxException {
        OptionalInt length = QuestionParser.decimal(mask, 3);
        if (length.isPresent() && length.getAsInt() <= most) {
            return length.getAsInt();
        }
        throw new QuestionSyntaxException(
                "'"
                        + mask
                        + "' in "
                        + text
                        + " is not a prefix length (0 to "
                        + most
                        + (most == 32 ? ") or a netmask without holes" : ")"));
    }
}
