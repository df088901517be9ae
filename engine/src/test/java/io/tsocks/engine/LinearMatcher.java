package io.tsocks.engine;

import io.tsocks.net.Address;

/// The oracle: asks one rule after the other, as the description of the language has it, and knows
/// nothing of intervals, masks' shapes or tables.
public final class LinearMatcher {

    private LinearMatcher() {}

    public static Rule decide(Policy policy, Address address, int port) {
        for (Rule.Local local : policy.locals()) {
            if (local.network().contains(address)) {
                return local;
            }
        }
        for (Rule.Path path : policy.paths().reversed()) {
            for (Reach reach : path.reaches()) {
                if (reach.network().contains(address)
                        && reach.ports().first() <= port
                        && port <= reach.ports().last()) {
                    return path;
                }
            }
        }
        return policy.last();
    }
}
