package io.tsocks.lint.rules;

import io.tsocks.engine.HostReach;
import io.tsocks.engine.Policy;
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
import io.tsocks.net.Span;
import java.util.Optional;

/// Host names that go to a server without support for names.
public final class NameOverSocks4 extends LintRule {

    /// The rule.
    public NameOverSocks4() {
        super("TS321", Severity.WARNING, "host names through a server of SOCKS 4");
    }

    @Override
    public Page page() {
        return Page.of(
                "A path that reaches host names through a server of SOCKS 4, or a server of SOCKS"
                        + " 4 for the names that no line names, in a file with `remote_dns = yes`.",
                "SOCKS 4 has no host names, so every connection to these names is refused. The"
                        + " linter reports the first such line of a path. A server is of type 4"
                        + " unless `server_type` or its scheme says otherwise. A group of servers is"
                        + " reported if none of them has names.",
                """
                path {
                    reaches = .cloud.example.org
                    server = 127.0.0.1
                    server_type = 4
                }
                fallback = yes
                """,
                """
                path {
                    reaches = .cloud.example.org
                    server = 127.0.0.1
                    server_type = 4a
                }
                fallback = yes
                """,
                Page.NO_FIX);
    }

    @Override
    public void check(Subject subject, Findings findings) {
        if (subject.isForeign() || subject.hasLost("server_type")) {
            return;
        }
        Policy policy = subject.policy();
        for (Rule.Path path : policy.paths()) {
            path.upstream()
                    .filter(NameOverSocks4::isSocks4)
                    .flatMap(upstream -> finding(subject, path, upstream))
                    .ifPresent(findings::add);
        }
        if (policy.last() instanceof Rule.DefaultServer last
                && isSocks4(last.upstream())
                && UnresolvedNames.mayReachLast(policy)) {
            findings.add(
                    finding(
                            subject,
                            last.upstream(),
                            last.origin().span(),
                            "every name that no other line decides is"));
        }
    }

    /// Whether no server has names. A group leaves them to those that have.
    private static boolean isSocks4(Upstream upstream) {
        return upstream.servers().stream().noneMatch(server -> server.kind().carriesNames());
    }

    private Optional<Finding> finding(Subject subject, Rule.Path path, Upstream upstream) {
        Optional<Finding> named =
                path.hosts().stream()
                        .findFirst()
                        .map(HostReach::origin)
                        .map(
                                origin ->
                                        finding(
                                                subject,
                                                upstream,
                                                origin.span(),
                                                "these names are"));
        return named.isPresent() || !subject.policy().remoteDns()
                ? named
                : path.reaches().stream()
                        .filter(reach -> UnresolvedNames.isEveryIp4(reach.network()))
                        .findFirst()
                        .map(Reach::origin)
                        .map(origin -> finding(subject, upstream, origin.span(), "every name is"));
    }

    private Finding finding(Subject subject, Upstream upstream, Span span, String what) {
        return Finding.of(
                Problem.of(
                        this,
                        span,
                        Speakers.of(upstream)
                                + " SOCKS 4, which has no host names, so "
                                + what
                                + " refused",
                        Speakers.haveScheme(subject, upstream)
                                ? "write socks4a:// if "
                                        + Speakers.one(upstream)
                                        + " speaks SOCKS 4a, or socks5:// for SOCKS 5"
                                : "write server_type = 4a if the server speaks SOCKS 4a, or 5 for"
                                        + " SOCKS 5"));
    }
}
