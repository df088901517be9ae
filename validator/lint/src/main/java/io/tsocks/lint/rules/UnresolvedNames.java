package io.tsocks.lint.rules;

import io.tsocks.engine.Policy;
import io.tsocks.engine.PolicyMap;
import io.tsocks.engine.Reach;
import io.tsocks.engine.Rule;
import io.tsocks.net.Network;
import io.tsocks.net.PortRange;

/// The names that no line lists, in a file with `remote_dns = yes`. They have the route of an
/// address that no network covers, so the only network that decides for them is that of every IPv4
/// address.
final class UnresolvedNames {

    private UnresolvedNames() {}

    /// Whether the network of a line may decide for such names, even if it decides for no address.
    static boolean mayBeIn(Policy policy, PolicyMap.Owner line) {
        return policy.remoteDns() && line.network().filter(UnresolvedNames::isEveryIp4).isPresent();
    }

    /// Whether a path may decide for such names, even if it decides for no address.
    static boolean mayBeIn(Policy policy, Rule.Path path) {
        return policy.remoteDns()
                && path.reaches().stream().anyMatch(reach -> isEveryIp4(reach.network()));
    }

    /// Whether such a name may be meant for a server.
    static boolean mayNeedServer(Policy policy) {
        return policy.remoteDns()
                && (policy.last() instanceof Rule.DefaultServer
                        || policy.paths().stream()
                                .filter(path -> path.upstream().isPresent())
                                .flatMap(path -> path.reaches().stream())
                                .anyMatch(reach -> isEveryIp4(reach.network())));
    }

    /// Whether such a name may be left to the policy's last rule.
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
