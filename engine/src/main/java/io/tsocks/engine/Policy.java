package io.tsocks.engine;

import io.tsocks.grammar.Network;
import java.util.List;
import java.util.Optional;

/// What a tsocks.conf says, as rules in the order in which they are asked: the local networks, the
/// paths from the last declared to the first, and at the end the default server, the fallback or
/// nothing.
///
/// @param locals the networks reached directly: the two loopback networks, then those of the file
///     in its order
/// @param paths in file order; the last is asked first
/// @param last what decides where no path does: a [Rule.DefaultServer], a [Rule.Fallback] or
///     [Rule.Nothing]
public record Policy(List<Rule.Local> locals, List<Rule.Path> paths, Rule last) {

    public Policy {
        locals = List.copyOf(locals);
        paths = List.copyOf(paths);
        switch (last) {
            case Rule.DefaultServer _, Rule.Fallback _, Rule.Nothing _ -> {}
            case Rule.Local _, Rule.Path _ ->
                    throw new IllegalArgumentException("cannot stand last: " + last.describe());
        }
    }

    /// Where a server is, as far as the policy alone can tell.
    public enum Place {
        /// In a local network, so it can be connected to.
        LOCAL,
        /// In no local network, so it could only be reached through a SOCKS server.
        ELSEWHERE,
        /// Its name has to be resolved first.
        UNKNOWN
    }

    /// Whether an address is in a local network.
    public boolean isLocal(Address address) {
        return locals.stream().anyMatch(local -> contains(local.network(), address));
    }

    /// Where a server is. Names are not resolved, but `localhost` (RFC 6761, section 6.3) is local.
    public Place placeOf(SocksServer server) {
        if (isLocalhost(server.host())) {
            return Place.LOCAL;
        }
        Optional<Address> address = Address.parse(server.host());
        return address.map(this::isLocal)
                .map(local -> local ? Place.LOCAL : Place.ELSEWHERE)
                .orElse(Place.UNKNOWN);
    }

    /// What becomes of a connection for which a rule decides. It is the same for every destination
    /// of one address family.
    ///
    /// @param rule one of this policy's
    public Route routeBy(Rule rule, Address destination) {
        return Decision.of(rule, this, Decision.Family.of(destination));
    }

    /// Whether a host name is `localhost` or below it, and so a loopback address.
    static boolean isLocalhost(String host) {
        return host.equalsIgnoreCase("localhost")
                || host.regionMatches(true, host.length() - 10, ".localhost", 0, 10);
    }

    /// Whether an address is in a network; never where one is IPv4 and the other IPv6.
    static boolean contains(Network network, Address address) {
        return switch (network) {
            case Network.Ip4 ip4 -> address instanceof Address.Ip4(int bits) && ip4.contains(bits);
            case Network.Ip6 ip6 ->
                    address instanceof Address.Ip6(long high, long low) && ip6.contains(high, low);
        };
    }
}
