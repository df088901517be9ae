package io.tsocks.lint.rules;

import io.tsocks.engine.Partition;
import io.tsocks.engine.PolicyMap;
import io.tsocks.engine.PortMap;
import io.tsocks.engine.Rule;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.Findings;
import io.tsocks.lint.model.LintRule;
import io.tsocks.lint.model.Page;
import io.tsocks.lint.model.Subject;
import java.util.stream.IntStream;

/// A default server that no IPv4 destination is left to.
public final class IdleDefaultServer extends LintRule {

    /// The rule.
    public IdleDefaultServer() {
        super("TS319", Severity.INFO, "default server for no IPv4 destination");
    }

    @Override
    public Page page() {
        return Page.of(
                "A default server in a file whose local networks and paths cover every IPv4"
                        + " destination.",
                "The default server gets IPv6 connections at most. Often the server of the path"
                        + " that reaches all addresses should be the default server.",
                """
                path {
                    reaches = 0.0.0.0/0.0.0.0
                    server = 127.0.0.1
                    server_type = 5
                }
                server = 127.0.0.1
                server_port = 1081
                server_type = 5
                """,
                """
                path {
                    reaches = 150.0.0.0/255.255.0.0
                    server = 127.0.0.1
                    server_type = 5
                }
                server = 127.0.0.1
                server_port = 1081
                server_type = 5
                """,
                Page.NO_FIX);
    }

    @Override
    public void check(Subject subject, Findings findings) {
        if (subject.isForeign()
                || subject.isIncomplete()
                || !(subject.policy().last() instanceof Rule.DefaultServer byDefault)
                || subject.everythingIsLocal()
                || decides(subject.map())
                || UnresolvedNames.mayReachLast(subject.policy())) {
            return;
        }
        findings.add(
                Finding.of(
                        Problem.of(
                                this,
                                byDefault.origin().span(),
                                "the default server decides for no IPv4 destination: local"
                                        + " networks and paths take all of them",
                                "remove it, or narrow the path that takes what it should have")));
    }

    private static boolean decides(PolicyMap map) {
        Partition.Ip4 cells = map.ip4();
        return IntStream.range(0, cells.size()).anyMatch(cell -> isLeft(map, cells.ports(cell)));
    }

    /// Whether any port is left for the default server, except port 0, which stands for a question
    /// without a port.
    private static boolean isLeft(PolicyMap map, PortMap ports) {
        return IntStream.range(0, ports.size())
                .filter(piece -> ports.last(piece) > 0)
                .anyMatch(
                        piece ->
                                map.owners().get(ports.owner(piece)).rule()
                                        instanceof Rule.DefaultServer);
    }
}
