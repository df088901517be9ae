package io.tsocks.convert;

import io.tsocks.net.Address;
import io.tsocks.net.Endpoint;
import io.tsocks.net.Network;
import java.util.Optional;
import java.util.OptionalInt;

/// Reads addresses, networks and ports as other programs write them.
final class Hosts {

    private Hosts() {}

    /// A network of one address: an IPv6 address that maps an IPv4 address stands for that.
    static Optional<Network> network(String address, String mask) {
        return Address.parse(address).flatMap(found -> network(found, mask));
    }

    private static Optional<Network> network(Address address, String mask) {
        return switch (address) {
            case Address.Ip4(int bits) -> ip4Mask(mask).map(m -> new Network.Ip4(bits & m, m));
            case Address.Ip6(long high, long low) -> {
                OptionalInt length = number(mask, 128);
                yield length.isEmpty() ? Optional.empty() : ip6(high, low, length.getAsInt());
            }
        };
    }

    /// Empty for a network of IPv4 addresses in the clothes of IPv6, of which programs differ on
    /// what it means.
    private static Optional<Network> ip6(long high, long low, int length) {
        Network network =
                Network.ofIp6(
                        high & Network.Ip6.highMask(length),
                        low & Network.Ip6.lowMask(length),
                        length);
        return switch (network) {
            case Network.Ip4 _ -> Optional.empty();
            case Network.Ip6 _ -> Optional.of(network);
        };
    }

    private static Optional<Integer> ip4Mask(String mask) {
        if (mask.indexOf('.') >= 0) {
            return Address.parse(mask)
                    .flatMap(
                            address ->
                                    address instanceof Address.Ip4(int bits)
                                            ? Optional.of(bits)
                                            : Optional.empty());
        }
        OptionalInt length = number(mask, 32);
        return length.isEmpty()
                ? Optional.empty()
                : Optional.of(length.getAsInt() == 0 ? 0 : -1 << (32 - length.getAsInt()));
    }

    /// A number without sign.
    static OptionalInt number(String text, int most) {
        boolean digits =
                !text.isEmpty()
                        && text.length() <= 9
                        && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int number = digits ? Integer.parseInt(text) : -1;
        return number >= 0 && number <= most ? OptionalInt.of(number) : OptionalInt.empty();
    }

    /// A port.
    static OptionalInt port(String text) {
        OptionalInt port = number(text, 65535);
        return port.orElse(0) == 0 ? OptionalInt.empty() : port;
    }

    /// A host, without brackets, and perhaps a port.
    static Optional<Endpoint> endpoint(String text) {
        try {
            return Optional.of(Endpoint.parse(text));
        } catch (Endpoint.MalformedException _) {
            return Optional.empty();
        }
    }
}
