package io.tsocks.lint.rules;

import io.tsocks.engine.HostReach;
import io.tsocks.engine.Policy;
import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.Reach;
import io.tsocks.engine.Rule;
import io.tsocks.engine.Upstream;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.Findings;
import io.tsocks.lint.model.LintRule;
import io.tsocks.lint.model.Page;
import io.tsocks.lint.model.Subject;
import io.tsocks.net.Network;
import io.tsocks.net.ServerKind;
import io.tsocks.net.Span;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// A group of which only one server can carry some of the connections.
public final class LonelyServer extends LintRule {

    /// The rule.
    public LonelyServer() {
        super("TS328", Severity.WARNING, "group with one server for some destinations");
    }

    @Override
    public Page page() {
        return Page.of(
                "A group for an IPv6 network or for host names, of which only one server has IPv6"
                        + " or host names.",
                "A connect passes over the servers that cannot carry it. If the one server that can"
                        + " fails, no other stands in for it. The linter reports the first such"
                        + " line of a path.",
                """
                path {
                    reaches = 2001:db8::/32
                    server = socks5://127.0.0.1:1080
                    server = socks4://127.0.0.1:1081
                }
                fallback = yes
                """,
                """
                path {
                    reaches = 2001:db8::/32
                    server = socks5://127.0.0.1:1080
                    server = socks5://127.0.0.1:1081
                }
                fallback = yes
                """,
                Page.NO_FIX);
    }

    @Override
    public void check(Subject subject, Findings findings) {
        if (subject.isForeign() || subject.hasLost("server")) {
            return;
        }
        Policy policy = subject.policy();
        policy.paths().forEach(path -> check(path, findings));
        if (policy.last() instanceof Rule.DefaultServer last) {
            check(policy, last, findings);
        }
    }

    private void check(Policy policy, Rule.DefaultServer last, Findings findings) {
        Span span = last.origin().span();
        if (policy.speaksOfIp6()) {
            ofIp6(last.upstream(), span).ifPresent(findings::add);
        }
        if (UnresolvedNames.mayReachLast(policy)) {
            ofNames(last.upstream(), span).ifPresent(findings::add);
        }
    }

    private void check(Rule.Path path, Findings findings) {
        path.upstream()
                .flatMap(
                        upstream ->
                                path.reaches().stream()
                                        .filter(to -> to.network() instanceof Network.Ip6)
                                        .findFirst()
                                        .map(Reach::origin)
                                        .flatMap(origin -> ofIp6(upstream, origin.span())))
                .ifPresent(findings::add);
        path.upstream()
                .flatMap(
                        upstream ->
                                path.hosts().stream()
                                        .findFirst()
                                        .map(HostReach::origin)
                                        .flatMap(origin -> ofNames(upstream, origin.span())))
                .ifPresent(findings::add);
    }

    private Optional<Finding> ofIp6(Upstream upstream, Span span) {
        return alone(upstream, ServerKind::carriesIp6)
                .map(server -> finding(server, span, "carries IPv6"));
    }

    private Optional<Finding> ofNames(Upstream upstream, Span span) {
        return alone(upstream, ServerKind::carriesNames)
                .map(server -> finding(server, span, "takes host names"));
    }

    /// The only server of a group that can do something; empty if there are more or none.
    private static Optional<ProxyServer> alone(Upstream upstream, Predicate<ServerKind> can) {
        List<ProxyServer> able =
                upstream.servers().stream().filter(server -> can.test(server.kind())).toList();
        return upstream.isGroup() && able.size() == 1
                ? Optional.of(able.getFirst())
                : Optional.empty();
    }

    private Finding finding(ProxyServer server, Span span, String does) {
        return Finding.of(
                Problem.of(
                        this,
                        span,
                        "of the group only "
                                + server.uri()
                                + " "
                                + does
                                + ", so no other server stands in for it here",
                        "add another server of its kind if these destinations need one"));
    }
}
