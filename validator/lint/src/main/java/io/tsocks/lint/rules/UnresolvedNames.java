package io.tsocks.lint.rules;

import io.tsocks.engine.Policy;
import io.tsocks.engine.PolicyMap;
import io.tsocks.engine.Reach;
import io.tsocks.engine.Rule;
import io.tsocks.net.Network;
import io.tsocks.net.PortRange;

/// The names that no line names, in a file with `remote_dns = yes`. They have the route of an
/// address that no network names, so of all networks only that of every IPv4 address decides for
/// them.
final class UnresolvedNames {

    private UnresolvedNames() {}

    /// Whether the network of a line may decide for them, even if it decides for no address.
    static boolean mayBeIn(Policy policy, PolicyMap.Owner line) {
        return policy.remoteDns() && line.network().filter(UnresolvedNames::isEveryIp4).isPresent();
    }

    /// Whether a path may decide for them, even if it decides for no address.
    static boolean mayBeIn(Policy policy, Rule.Path path) {
        return policy.remoteDns()
                && path.reaches().stream().anyMatch(reach -> isEveryIp4(reach.network()));
    }

    /// Whether one of them may be meant for a server.
    static boolean mayNeedServer(Policy policy) {
        return policy.remoteDns()
                && (policy.last() instanceof Rule.DefaultServer
                        || policy.paths().stream()
                                .filter(path -> path.upstream().isPresent())
                                .flatMap(path -> path.reaches().stream())
                                .anyMatch(reach -> isEveryIp4(reach.network())));
    }

    /// Whether one of them may be left to what stands last in the policy.
    static boolean mayReachLast(Policy policy) {
        return policy.remoteDns()
                && policy.locals().stream().noneMatch(local -> isEveryIp4(local.network()))
                && policy.paths().stream()
                        .flatMap(path -> path.reaches().stream())
                        .noneMatch(UnresolvedNames::isEverything);
    }

    private static boolean isEverything(Reach reach) {
        return isEveryIp4(reach.network())
                && reach.ports().first() <= 1
                && reach.ports().last() == PortRange.ANY.last();
    }

    /// Whether a network is that of every IPv4 address.
    static boolean isEveryIp4(Network network) {
        return network instanceof Network.Ip4(_, int mask) && mask == 0;
    }
}
