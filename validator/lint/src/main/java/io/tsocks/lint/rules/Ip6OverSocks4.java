package io.tsocks.lint.rules;

import io.tsocks.engine.Origin;
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
import io.tsocks.net.Span;

/// An IPv6 network that a path reaches through a server without IPv6.
public final class Ip6OverSocks4 extends LintRule {

    /// The rule.
    public Ip6OverSocks4() {
        super("TS314", Severity.WARNING, "IPv6 through a server of SOCKS 4");
    }

    @Override
    public Page page() {
        return Page.of(
                "A path that reaches an IPv6 network through a server of SOCKS 4 or 4a, or a"
                        + " default server of these in a file with IPv6 networks.",
                "SOCKS 4 and 4a have no IPv6 addresses, so every connection to that network is"
                        + " refused."
                        + " The linter reports the first such line of a path. A server is of"
                        + " type 4 unless `server_type = 5` or its scheme says otherwise. A group of servers"
                        + " is reported if none of them has IPv6.",
                """
                path {
                    reaches = 2001:db8::/32
                    server = 127.0.0.1
                    server_type = 4
                }
                fallback = yes
                """,
                """
                path {
                    reaches = 2001:db8::/32
                    server = 127.0.0.1
                    server_type = 5
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
        for (Rule.Path path : subject.policy().paths()) {
            path.upstream()
                    .filter(Ip6OverSocks4::isWithoutIp6)
                    .ifPresent(upstream -> check(subject, path, upstream, findings));
        }
        if (subject.policy().last() instanceof Rule.DefaultServer(Upstream upstream, Origin origin)
                && isWithoutIp6(upstream)
                && subject.policy().speaksOfIp6()) {
            findings.add(
                    finding(
                            subject,
                            upstream,
                            origin.span(),
                            "every IPv6 destination that no other line decides is"));
        }
    }

    /// Whether no server has IPv6. A group leaves it to those that have.
    private static boolean isWithoutIp6(Upstream upstream) {
        return upstream.servers().stream().noneMatch(server -> server.kind().carriesIp6());
    }

    private void check(Subject subject, Rule.Path path, Upstream upstream, Findings findings) {
        for (Reach reach : path.reaches()) {
            if (reach.network() instanceof Network.Ip6) {
                findings.add(finding(subject, upstream, reach.origin().span(), "this is"));
                return;
            }
        }
    }

    private Finding finding(Subject subject, Upstream upstream, Span span, String what) {
        return Finding.of(
                Problem.of(
                        this,
                        span,
                        Speakers.of(upstream)
                                + " "
                                + upstream.servers().getFirst().kind().words()
                                + ", which has no IPv6, so "
                                + what
                                + " refused",
                        Speakers.haveScheme(subject, upstream)
                                ? "write socks5:// if " + Speakers.one(upstream) + " speaks SOCKS 5"
                                : "write server_type = 5 if the server speaks SOCKS 5"));
    }
}
