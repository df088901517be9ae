package io.tsocks.lint.rules;

import io.tsocks.engine.Origin;
import io.tsocks.engine.Reach;
import io.tsocks.engine.Rule;
import io.tsocks.engine.SocksServer;
import io.tsocks.engine.Upstream;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.Findings;
import io.tsocks.lint.model.LintRule;
import io.tsocks.lint.model.Page;
import io.tsocks.lint.model.Subject;
import io.tsocks.net.Network;
import io.tsocks.net.SocksVersion;
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
                        + " type 4 unless `server_type = 5` says otherwise.",
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
                    .filter(upstream -> upstream.server().version() != SocksVersion.SOCKS5)
                    .ifPresent(upstream -> check(path, upstream.server(), findings));
        }
        if (subject.policy().last()
                        instanceof Rule.DefaultServer(Upstream(SocksServer server), Origin origin)
                && server.version() != SocksVersion.SOCKS5
                && subject.policy().speaksOfIp6()) {
            findings.add(
                    finding(
                            server,
                            origin.span(),
                            "every IPv6 destination that no other line decides is"));
        }
    }

    private void check(Rule.Path path, SocksServer server, Findings findings) {
        for (Reach reach : path.reaches()) {
            if (reach.network() instanceof Network.Ip6) {
                findings.add(finding(server, reach.origin().span(), "this is"));
                return;
            }
        }
    }

    private Finding finding(SocksServer server, Span span, String what) {
        return Finding.of(
                Problem.of(
                        this,
                        span,
                        "the server "
                                + server.host()
                                + " speaks SOCKS "
                                + server.version().label()
                                + ", which has no IPv6, so "
                                + what
                                + " refused",
                        "write server_type = 5 if the server speaks SOCKS 5"));
    }
}
