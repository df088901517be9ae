package io.tsocks.engine;

import io.tsocks.engine.PolicyMap.Grain;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;

/// Who may own a part of a policy's map of names, in the order in which the policy asks them: local
/// names, then the paths' names, the last path first.
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

    /// Takes what each owner claims.
    interface Claim {
        void take(HostReach claimed, int owner);
    }

    /// Hands on everything that is claimed, in the order of the owners.
    void forEachClaim(Claim to) {
        for (int i = 0; i < owners.size(); i++) {
            int owner = i;
            owners.get(i).claims().forEach(claimed -> to.take(claimed, owner));
        }
    }
}
