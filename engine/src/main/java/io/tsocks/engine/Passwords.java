package io.tsocks.engine;

import io.tsocks.net.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The passwords that a policy has in files.
public final class Passwords {

    private Passwords() {}

    /// The same policy with the passwords of its files.
    ///
    /// @param read the password of a file, by its path
    public static Policy fill(Policy policy, Function<String, Secret> read) {
        List<Rule.Path> paths = policy.paths().stream().map(path -> filled(path, read)).toList();
        return new Policy(
                        policy.locals(),
                        policy.localHosts(),
                        paths,
                        last(policy.last(), read),
                        policy.remoteDnsOrigin(),
                        policy.chainOrigin())
                .withServerAddresses(policy.serverAddresses());
    }

    private static Rule.Path filled(Rule.Path path, Function<String, Secret> read) {
        return new Rule.Path(
                path.reaches(),
                path.hosts(),
                path.upstream().map(upstream -> filled(upstream, read)),
                path.origin());
    }

    private static Rule last(Rule last, Function<String, Secret> read) {
        return last instanceof Rule.DefaultServer(Upstream upstream, Origin origin)
                ? new Rule.DefaultServer(filled(upstream, read), origin)
                : last;
    }

    /// Members that become equal are one, with the weight of the first, as in a file that has a
    /// server twice.
    private static Upstream filled(Upstream group, Function<String, Secret> read) {
        Map<ProxyServer, Integer> weights = new LinkedHashMap<>();
        group.servers()
                .forEach(server -> weights.putIfAbsent(filled(server, read), group.weight(server)));
        return new Upstream(
                List.copyOf(weights.keySet()),
                List.copyOf(weights.values()),
                group.selection(),
                group.recovery(),
                group.checks());
    }

    private static ProxyServer filled(ProxyServer server, Function<String, Secret> read) {
        return server.password() instanceof PasswordSource.InFile(String path)
                ? server.withPassword(new PasswordSource.Given(read.apply(path)))
                : server;
    }
}
