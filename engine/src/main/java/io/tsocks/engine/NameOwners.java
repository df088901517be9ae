package io.tsocks.engine;

import io.tsocks.engine.PolicyMap.Grain;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;

/// The possible owners of a policy's map of names, in the order in which the policy asks them:
/// local names, then the names of the paths, from the last path to the first.
final class NameOwners extends AbstractList<NameMap.Owner> implements RandomAccess {

    private final List<NameMap.Owner> owners = new ArrayList<>();

    NameOwners(Policy policy, Grain grain) {
        policy.localHosts().forEach(local -> owners.add(NameMap.Owner.of(local)));
        for (Rule.Path path : policy.paths().reversed()) {
            switch (grain) {
                case RULE -> owners.add(NameMap.Owner.of(path));
                case STATEMENT -> {
                    for (int place = 0; place < path.hosts().size(); place++) {
                        owners.add(new NameMap.Owner(path, place));
                    }
                }
            }
        }
    }

    @Override
    public NameMap.Owner get(int owner) {
        return owners.get(owner);
    }

    @Override
    public int size() {
        return owners.size();
    }

    /// Receives the claims of the owners.
    interface Claim {
        void take(HostReach claimed, int owner);
    }

    /// Passes on all claims, in the order of the owners.
    void forEachClaim(Claim to) {
        for (int i = 0; i < owners.size(); i++) {
            int owner = i;
            owners.get(i).claims().forEach(claimed -> to.take(claimed, owner));
        }
    }
}
