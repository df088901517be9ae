package io.tsocks.engine.analysis;

import io.tsocks.engine.Action;
import io.tsocks.engine.Decision;
import io.tsocks.engine.Policy;
import io.tsocks.engine.PolicyMap;
import io.tsocks.engine.Rule;
import io.tsocks.net.Address;
import java.util.IdentityHashMap;

/// A policy, its map by [PolicyMap.Grain#STATEMENT], and the action of each owner. All questions of
/// this package use it, so that the map is drawn once. Immutable.
public final class PolicyChart {

    private final Policy policy;
    private final PolicyMap map;
    private final Action[] ip4;
    private final Action[] ip6;

    private PolicyChart(Policy policy) {
        this.policy = policy;
        this.map = PolicyMap.of(policy, PolicyMap.Grain.STATEMENT);
        this.ip4 = actions(AddressRange.IP4.first());
        this.ip6 = actions(AddressRange.IP6.first());
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

    /// Whether the map shows the whole policy. It does not if a mask has too many holes
    /// ([PolicyMap#uncharted()]); the questions of this package are then not answered.
    public boolean isExact() {
        return map.uncharted().isEmpty();
    }

    /// The action of an owner for a destination.
    ///
    /// @param owner index in [PolicyMap#owners()]
    public Action action(int owner, Address destination) {
        return switch (destination) {
            case Address.Ip4 ignored -> ip4[owner];
            case Address.Ip6 ignored -> ip6[owner];
        };
    }

    /// A destination with its owner and the owner's decision.
    Witness witness(Address address, int port, int owner) {
        PolicyMap.Owner who = map.owners().get(owner);
        Decision decision = new Decision(action(owner, address), who.rule(), who.origin());
        return new Witness(address, port, who, decision);
    }

    /// @throws IllegalArgumentException unless [#isExact()]
    void requireExact() {
        if (!isExact()) {
            throw new IllegalArgumentException("a mask has too many holes for an exact answer");
        }
    }

    /// The actions of all owners. Each network of a path is an owner, and finding out where the
    /// path's server is takes time, so this is done once for each path.
    private Action[] actions(Address destination) {
        IdentityHashMap<Rule, Action> known = new IdentityHashMap<>();
        return map.owners().stream()
                .map(PolicyMap.Owner::rule)
                .map(
                        rule ->
                                known.computeIfAbsent(
                                        rule, r -> policy.decide(r, destination).action()))
                .toArray(Action[]::new);
    }
}
