package io.tsocks.lint.rules;

import io.tsocks.engine.Rule;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.grammar.Statement;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.Findings;
import io.tsocks.lint.model.LintRule;
import io.tsocks.lint.model.Page;
import io.tsocks.lint.model.Subject;
import io.tsocks.net.Network;
import java.util.Comparator;

/// Local networks that leave nothing to the servers.
public final class EverythingLocal extends LintRule {

    /// The rule.
    public EverythingLocal() {
        super("TS306", Severity.WARNING, "everything is local");
    }

    @Override
    public Page page() {
        return Page.of(
                "The local networks contain every IPv4 address and no path reaches a host name, so"
                        + " no server is ever used.",
                "tsocks asks local networks before the networks of paths and the default server, so"
                        + " all connections are direct. In some forks of tsocks paths come first;"
                        + " here, as in tsocks 1.8, they do not.",
                """
                local = 0.0.0.0/0.0.0.0
                path {
                    reaches = 10.0.50.0/255.255.255.0
                    server = 127.0.0.1
                    server_type = 5
                }
                """,
                """
                path {
                    reaches = 10.0.50.0/255.255.255.0
                    server = 127.0.0.1
                    server_type = 5
                }
                fallback = yes
                """,
                Page.NO_FIX);
    }

    @Override
    public void check(Subject subject, Findings findings) {
        if (subject.isForeign() || !subject.everythingIsLocal()) {
            return;
        }
        boolean hasDefault = subject.policy().last() instanceof Rule.DefaultServer;
        subject.statements(Statement.Local.class)
                .max(Comparator.comparingDouble(local -> size(local.network())))
                .map(widest -> finding(widest, hasDefault))
                .ifPresent(findings::add);
    }

    /// The finding. Its advice names `fallback = yes` only if there is no default server.
    private Finding finding(Statement.Local widest, boolean hasDefault) {
        return Finding.of(
                Problem.of(
                        this,
                        widest.span(),
                        "every IPv4 address is local, so no server is ever used",
                        hasDefault
                                ? "remove this line, and add one for each network that is to be"
                                        + " reached directly"
                                : "for direct connections to what no path reaches, write"
                                        + " `fallback = yes` in place of this line"));
    }

    /// How many IPv4 addresses a network has; 0 for IPv6.
    private static double size(Network network) {
        return switch (network) {
            case Network.Ip4 ip4 -> Math.scalb(1.0, Integer.bitCount(~ip4.mask()));
            case Network.Ip6 _ -> 0;
        };
    }
}
