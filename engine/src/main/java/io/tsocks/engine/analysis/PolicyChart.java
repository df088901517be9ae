package io.tsocks.engine.analysis;

import io.tsocks.engine.Policy;
import io.tsocks.engine.PolicyMap;
import io.tsocks.engine.Route;
import io.tsocks.engine.Rule;
import io.tsocks.net.Address;
import java.util.IdentityHashMap;

/// A policy, its map by [PolicyMap.Grain#STATEMENT], and the route that each owner gives. The
/// questions of this package are asked of it, so that the map is drawn once. Immutable.
public final class PolicyChart {

    private final Policy policy;
    private final PolicyMap map;
    private final Route[] ip4;
    private final Route[] ip6;

    private PolicyChart(Policy policy) {
        this.policy = policy;
        this.map = PolicyMap.of(policy, PolicyMap.Grain.STATEMENT);
        this.ip4 = routes(AddressRange.IP4.first());
        this.ip6 = routes(AddressRange.IP6.first());
    }

    /// Draws the chart of a policy.
    public static PolicyChart of(Policy policy) {
        return new PolicyChart(policy);
    }

    /// The policy.
    public Policy policy() {
        return policy;
    }

    /// The policy's map.
    public PolicyMap map() {
        return map;
    }

    /// Whether the map shows the whole policy. It does not where a mask has too many holes
    /// ([PolicyMap#uncharted()]); the questions of this package are then not answered.
    public boolean isExact() {
        return map.uncharted().isEmpty();
    }

    /// The route of a destination that an owner decides.
    ///
    /// @param owner index in [PolicyMap#owners()]
    public Route route(int owner, Address destination) {
        return switch (destination) {
            case Address.Ip4 ignored -> ip4[owner];
            case Address.Ip6 ignored -> ip6[owner];
        };
    }

    /// A destination, who owns it and the route that the owner gives.
    Witness witness(Address address, int port, int owner) {
        return new Witness(address, port, map.owners().get(owner), route(owner, address));
    }

    /// @throws IllegalArgumentException unless [#isExact()]
    void requireExact() {
        if (!isExact()) {
            throw new IllegalArgumentException("a mask has too many holes for an exact answer");
        }
    }

    /// A path owns as much as it has networks, and finding out where its server is takes time.
    private Route[] routes(Address destination) {
        IdentityHashMap<Rule, Route> known = new IdentityHashMap<>();
        return map.owners().stream()
                .map(PolicyMap.Owner::rule)
                .map(rule -> known.computeIfAbsent(rule, r -> policy.routeBy(r, destination)))
                .toArray(Route[]::new);
    }
}
