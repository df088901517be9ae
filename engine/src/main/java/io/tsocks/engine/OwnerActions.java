package io.tsocks.engine;

import java.util.Arrays;

/// The action of each owner of a map for the destinations of a family. All networks of a path share
/// one action.
final class OwnerActions {

    private final Action[] ip4;
    private final Action[] ip6;

    private OwnerActions(Action[] ip4, Action[] ip6) {
        this.ip4 = ip4;
        this.ip6 = ip6;
    }

    static OwnerActions of(Policy policy, Owners owners) {
        return new OwnerActions(
                actions(policy, owners, Family.IP4), actions(policy, owners, Family.IP6));
    }

    private static Action[] actions(Policy policy, Owners owners, Family family) {
        Action[] actions = new Action[owners.size()];
        for (int i = 0; i < owners.rules().size(); i++) {
            Action action = Actions.of(owners.rules().get(i), policy, family);
            Arrays.fill(actions, owners.firstOf(i), owners.firstOf(i + 1), action);
        }
        return actions;
    }

    /// Whether the actions of two owners have the same effect on every destination of a family.
    boolean agree(Family family, int owner, int other) {
        Action[] actions =
                switch (family) {
                    case IP4 -> ip4;
                    case IP6 -> ip6;
                };
        return actions[owner].hasSameEffect(actions[other]);
    }
}
