package io.tsocks.lint;

import io.tsocks.grammar.PrivateNetworks;
import io.tsocks.lint.model.Edit;
import io.tsocks.lint.model.Fix;
import io.tsocks.net.Address;
import io.tsocks.net.Network;
import io.tsocks.net.Span;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Fixes an address with bits that its netmask leaves out. The bits are cleared only if address and
/// netmask agree about what was meant. A netmask with its ones at the end is the wildcard form of
/// routers, and one that reaches beyond the private network of the address is a slip.
final class NetmaskFix {

    private static final Pattern IP4_NETWORK =
            Pattern.compile("([0-9.]+)((?::[0-9-]*)?)/([0-9.]+)");

    private final Span span;
    private final String text;

    /// @param span the place of the network
    /// @param text the network
    NetmaskFix(Span span, String text) {
        this.span = span;
        this.text = text;
    }

    Optional<Fix> fix() {
        Matcher network = IP4_NETWORK.matcher(text);
        if (!network.matches()) {
            return Optional.empty();
        }
        Optional<Address> address = Address.parse(network.group(1));
        Optional<Integer> mask = mask(network.group(3));
        if (mask.isEmpty() || !(address.orElse(null) instanceof Address.Ip4(int bits))) {
            return Optional.empty();
        }
        var cleared = new Network.Ip4(bits & mask.get(), mask.get());
        if (!cleared.isContiguous() || leavesItsPrivateNetwork(bits, cleared)) {
            return Optional.empty();
        }
        String kept = Network.Ip4.dotted(cleared.address());
        return Optional.of(
                Fix.unsafe(
                        "clear the bits outside the netmask",
                        new Edit(span, kept + network.group(2) + "/" + network.group(3))));
    }

    private static boolean leavesItsPrivateNetwork(int address, Network.Ip4 cleared) {
        return PrivateNetworks.around(address).isPresent() && !PrivateNetworks.hold(cleared);
    }

    private static Optional<Integer> mask(String text) {
        if (text.indexOf('.') < 0) {
            int length = Integer.parseInt(text);
            return Optional.of(length == 0 ? 0 : -1 << (32 - length));
        }
        return Address.parse(text)
                .flatMap(
                        address ->
                                address instanceof Address.Ip4(int bits)
                                        ? Optional.of(bits)
                                        : Optional.empty());
    }
}
