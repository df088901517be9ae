package io.tsocks.engine.analysis;

import io.tsocks.engine.Address;
import io.tsocks.grammar.Network;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Reads the addresses of a [Question]: `10.1.2.3`, `10.0.0.0/8`, `10.0.0.0/255.0.0.0`,
/// `10.0.0.1-10.0.0.9`, and the same in IPv6 but for the netmask.
final class AddressText {

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
            return List.of(network(address(text.substring(0, slash)), text.substring(slash + 1)));
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
            throw new QuestionSyntaxException(
                    "'" + part + "' is no IP address; host names have no place in a question");
        }
        return address.get();
    }

    private AddressRange network(Address address, String mask) throws QuestionSyntaxException {
        int length = length(address, mask);
        AddressRange range =
                switch (address) {
                    case Address.Ip4(int bits) -> ip4(bits, length == 0 ? 0 : -1 << (32 - length));
                    case Address.Ip6(long high, long low) -> ip6(high, low, length);
                };
        if (!range.first().equals(address)) {
            throw new QuestionSyntaxException(
                    text + " has bits beyond the network, which starts at " + range.first());
        }
        return range;
    }

    private static AddressRange ip4(int bits, int mask) {
        return new AddressRange(new Address.Ip4(bits & mask), new Address.Ip4(bits | ~mask));
    }

    private static AddressRange ip6(long high, long low, int length) {
        long highMask = Network.Ip6.highMask(length);
        long lowMask = Network.Ip6.lowMask(length);
        return new AddressRange(
                new Address.Ip6(high & highMask, low & lowMask),
                new Address.Ip6(high | ~highMask, low | ~lowMask));
    }

    private int length(Address address, String mask) throws QuestionSyntaxException {
        int most = Prefix.bits(address);
        OptionalInt length = QuestionParser.decimal(mask, 3);
        if (length.isPresent() && length.getAsInt() <= most) {
            return length.getAsInt();
        }
        if (address instanceof Address.Ip4
                && Address.parse(mask).orElse(null) instanceof Address.Ip4(int bits)
                && (~bits & (~bits + 1)) == 0) {
            return Integer.bitCount(bits);
        }
        throw new QuestionSyntaxException(
                "'"
                        + mask
                        + "' in "
                        + text
                        + " is no prefix length, which is 0 to "
                        + most
                        + (address instanceof Address.Ip4 ? ", and no netmask without holes" : ""));
    }
}
