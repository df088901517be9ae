package io.tsocks.engine;

import io.tsocks.net.Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/// Answers for a policy: direct, via which server, or refused. Immutable and safe to share; to
/// reload, make a new engine and publish it with one reference.
public final class PolicyEngine {

    private final Policy policy;
    private final RouteTable table;
    private final Route[] ip4Routes;
    private final Route[] ip6Routes;
    private final NameRoutes nameRoutes;

    private PolicyEngine(Policy policy) {
        PolicyMap map = PolicyMap.of(policy, PolicyMap.Grain.RULE);
        this.policy = policy;
        this.table = RouteTable.compile(map);
        this.ip4Routes = routes(map, Decision.Family.IP4);
        this.ip6Routes = routes(map, Decision.Family.IP6);
        this.nameRoutes = NameRoutes.of(map, ip4Routes);
    }

    private Route[] routes(PolicyMap map, Decision.Family family) {
        return map.owners().stream()
                .map(owner -> Decision.of(owner.rule(), policy, family))
                .toArray(Route[]::new);
    }

    /// An engine for a policy.
    public static PolicyEngine of(Policy policy) {
        return new PolicyEngine(policy);
    }

    /// The policy that this engine answers for.
    public Policy policy() {
        return policy;
    }

    /// The memory of the lookup table in bytes.
    public long tableBytes() {
        return table.bytes();
    }

    /// The route to an address. An IPv4-mapped IPv6 address counts as the IPv4 address.
    ///
    /// @param port 1 to 65535, or 0 for a question without a port, which only networks without
    ///     ports match
    public Route route(InetAddress address, int port) {
        return route(Address.of(address), port);
    }

    /// The route to an address.
    ///
    /// @param port as in [#route(InetAddress, int)]
    public Route route(Address address, int port) {
        return switch (address) {
            case Address.Ip4(int bits) -> ip4Routes[table.ownerOf(bits, port)];
            case Address.Ip6(long high, long low) -> ip6Routes[table.ownerOf(high, low, port)];
        };
    }

    /// The route to a host: an address as text, or a name. A name is resolved only where the policy
    /// cannot decide without its address, and the first address then counts. A name that does not
    /// resolve is refused.
    ///
    /// @param host IPv6 without brackets
    /// @param port as in [#route(InetAddress, int)]
    /// @param resolver who is asked for the addresses of a name
    public Route route(String host, int port, Resolver resolver) {
        Optional<Address> address = Address.parse(host);
        if (address.isPresent()) {
            return route(address.get(), port);
        }
        Optional<Route> decided = routeOfName(host, port);
        return decided.isPresent() ? decided.get() : resolved(host, port, resolver);
    }

    /// The route to a host name where it is the same whatever the name's address is, so that nobody
    /// need resolve it: `localhost` (RFC 6761), or where every address but the loopback ones has
    /// one route.
    ///
    /// @return empty where the address decides
    public Optional<Route> routeOfName(String host, int port) {
        return Policy.isLocalhost(host)
                ? Optional.of(route(InetAddress.getLoopbackAddress(), port))
                : nameRoutes.of(port);
    }

    /// All rules in the order in which the policy asks them for an address, up to the one that
    /// decides, and why each did or did not match.
    ///
    /// @param port as in [#route(InetAddress, int)]
    public Explanation explain(Address address, int port) {
        return Explanation.of(policy, address, port);
    }

    private Route resolved(String host, int port, Resolver resolver) {
        try {
            List<InetAddress> addresses = resolver.resolve(host);
            return route(addresses.getFirst(), port);
        } catch (UnknownHostException e) {
            return new Route.Refused(
                    Route.Reason.UNKNOWN_HOST,
                    policy.last(),
                    host + " does not resolve, and the policy cannot decide without its address");
        }
    }
}
