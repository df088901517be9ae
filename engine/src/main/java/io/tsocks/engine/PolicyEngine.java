package io.tsocks.engine;

import io.tsocks.net.Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Answers questions about a policy: whether a destination is reached directly, through which
/// server, or not at all. Immutable and safe to share; to reload, make a new engine and publish it
/// through one reference.
public final class PolicyEngine {

    private final Policy policy;
    private final RouteTable table;
    private final Decision[] ip4;
    private final Decision[] ip6;
    private final HostDecisions names;

    private PolicyEngine(Policy policy) {
        PolicyMap map = PolicyMap.of(policy, PolicyMap.Grain.RULE);
        List<PolicyMap.Owner> owners = map.owners();
        this.policy = policy;
        this.table = RouteTable.compile(map);
        this.ip4 = new Decision[owners.size()];
        this.ip6 = new Decision[owners.size()];
        for (int i = 0; i < owners.size(); i++) {
            Rule rule = owners.get(i).rule();
            ip4[i] = new Decision(Actions.of(rule, policy, Family.IP4), rule);
            Action action = Actions.of(rule, policy, Family.IP6);
            // most rules decide alike for both families, and a policy may have a million rules
            ip6[i] = action.equals(ip4[i].action()) ? ip4[i] : new Decision(action, rule);
        }
        UniformDecisions uniform = UniformDecisions.of(map, ip4, policy.last());
        this.names = HostDecisions.of(policy, map, uniform);
    }

    /// Makes the engine of a policy.
    public static PolicyEngine of(Policy policy) {
        return new PolicyEngine(policy);
    }

    /// The policy that this engine answers for.
    public Policy policy() {
        return policy;
    }

    /// The size of the lookup table in bytes.
    public long tableBytes() {
        return table.bytes();
    }

    /// Decides for an address. An IPv4-mapped IPv6 address counts as the IPv4 address.
    ///
    /// @param port 1 to 65535, or 0 for a question without a port, which only networks without
    ///     ports match
    public Decision decide(InetAddress address, int port) {
        return decide(Address.of(address), port);
    }

    /// Decides for an address. Nothing is allocated.
    ///
    /// @param port as in [#decide(InetAddress, int)]
    public Decision decide(Address address, int port) {
        return switch (address) {
            case Address.Ip4(int bits) -> ip4[table.ownerOf(bits, port)];
            case Address.Ip6(long high, long low) -> ip6[table.ownerOf(high, low, port)];
        };
    }

    /// Decides for a host, which is an address as text or a name, as far as that is possible
    /// without resolving a name. That is so for an address, for `localhost` (RFC 6761), for a name
    /// that a rule lists, for any name with `remote_dns = yes`, and for any name if all addresses
    /// except loopback have the same effect. No name is looked up.
    ///
    /// @param host IPv6 without brackets; a name in any spelling
    /// @param port as in [#decide(InetAddress, int)]
    public HostDecision decide(String host, int port) {
        Optional<Address> address = Address.parse(host);
        if (address.isPresent()) {
            return new HostDecision.Decided(decide(address.get(), port));
        }
        return Policy.isLocalhost(host)
                ? new HostDecision.Decided(decide(InetAddress.getLoopbackAddress(), port))
                : names.of(host, port);
    }

    /// Decides for a host. A name is resolved only if the policy cannot decide without its address;
    /// its first address then counts. A name that does not resolve is refused.
    ///
    /// @param host as in [#decide(String, int)]
    /// @param port as in [#decide(InetAddress, int)]
    /// @param resolver is asked for the addresses of a name
    public Decision decide(String host, int port, Resolver resolver) {
        return switch (decide(host, port)) {
            case HostDecision.Decided decided -> decided.decision();
            case HostDecision.NeedsAddress needs -> resolved(host, port, resolver, needs);
        };
    }

    private Decision resolved(
            String host, int port, Resolver resolver, HostDecision.NeedsAddress needs) {
        try {
            return decide(resolver.resolve(host).getFirst(), port);
        } catch (UnknownHostException e) {
            return needs.orUnresolved(host + " does not resolve");
        }
    }

    /// The ports at which the answer for names that no rule lists may change; 1 is among them.
    public IntStream edgesOfOtherNames() {
        return names.edges();
    }

    /// The answer for names that no rule lists.
    HostDecision decideOtherNames(int port) {
        return names.byPort(port);
    }

    /// All rules in the order in which the policy asks them for an address, up to the one that
    /// decides, and why each did or did not match.
    ///
    /// @param port as in [#decide(InetAddress, int)]
    public Explanation explain(Address address, int port) {
        return Explanation.of(policy, address, port);
    }

    /// The basis of the policy's answer for a name before it is resolved.
    ///
    /// @param host a name, not an address
    /// @param port as in [#decide(InetAddress, int)]
    public NameBasis basis(String host, int port) {
        return Policy.isLocalhost(host) ? NameBasis.LOCALHOST : names.basis(host, port);
    }

    /// The steps by which the policy finds its answer for a name before it is resolved, in order,
    /// up to the one that decides, and why each did or did not match.
    ///
    /// @param host a name, not an address
    /// @param port as in [#decide(InetAddress, int)]
    public NameExplanation explain(String host, int port) {
        return NameExplanation.of(policy, names, host, port);
    }
}
