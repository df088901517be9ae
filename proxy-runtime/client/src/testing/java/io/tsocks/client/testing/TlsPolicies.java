package io.tsocks.client.testing;

import io.tsocks.engine.Policy;
import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.Rule;
import io.tsocks.engine.TlsSettings;
import io.tsocks.engine.Upstream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Policies whose servers all have the same TLS settings.
public final class TlsPolicies {

    private TlsPolicies() {}

    /// The policy with these settings for each server.
    public static Policy with(Policy policy, TlsSettings settings) {
        List<Rule.Path> paths =
                policy.paths().stream()
                        .map(
                                path ->
                                        new Rule.Path(
                                                path.reaches(),
                                                path.hosts(),
                                                path.upstream().map(one -> with(one, settings)),
                                                path.origin()))
                        .toList();
        Rule last =
                policy.last() instanceof Rule.DefaultServer(Upstream upstream, var origin)
                        ? new Rule.DefaultServer(with(upstream, settings), origin)
                        : policy.last();
        return new Policy(
                policy.locals(),
                policy.localHosts(),
                paths,
                last,
                policy.remoteDnsOrigin(),
                policy.chainOrigin());
    }

    /// Trust in the authorities of a file.
    public static TlsSettings trust(Path ca) {
        return new TlsSettings(Optional.of(ca.toString()), List.of(), Optional.empty());
    }

    private static Upstream with(Upstream upstream, TlsSettings settings) {
        return new Upstream(
                upstream.servers().stream()
                        .map(
                                one ->
                                        new ProxyServer(
                                                one.address(),
                                                one.kind(),
                                                one.user(),
                                                one.password(),
                                                settings))
                        .toList(),
                upstream.selection(),
                upstream.recovery());
    }
}
