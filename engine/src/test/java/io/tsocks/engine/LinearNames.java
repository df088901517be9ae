package io.tsocks.engine;

import io.tsocks.net.HostName;
import java.util.Optional;

/// The oracle for names: asks one pattern after the other, as the description of the language has
/// it, and knows nothing of tables.
public final class LinearNames {

    private LinearNames() {}

    /// The rule that names a name; empty if none does.
    public static Optional<Rule> decide(Policy policy, HostName name, int port) {
        for (Rule.LocalHosts local : policy.localHosts()) {
            if (local.hosts().matches(name)) {
                return Optional.of(local);
            }
        }
        for (Rule.Path path : policy.paths().reversed()) {
            for (HostReach reach : path.hosts()) {
                if (reach.hosts().matches(name) && reach.ports().contains(port)) {
                    return Optional.of(path);
                }
            }
        }
        return Optional.empty();
    }
}
