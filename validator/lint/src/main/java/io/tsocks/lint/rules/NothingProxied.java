package io.tsocks.lint.rules;

import io.tsocks.engine.Action;
import io.tsocks.engine.Decision;
import io.tsocks.engine.Partition;
import io.tsocks.engine.PolicyMap;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.grammar.Statement;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.Findings;
import io.tsocks.lint.model.LintRule;
import io.tsocks.lint.model.Page;
import io.tsocks.lint.model.Subject;
import io.tsocks.net.Address;
import io.tsocks.net.Span;
import java.util.stream.IntStream;

/// Servers through which no connection ever goes.
public final class NothingProxied extends LintRule {

    /// The rule.
    public NothingProxied() {
        super("TS316", Severity.WARNING, "no destination goes through a server");
    }

    @Override
    public Page page() {
        return Page.of(
                "A file that names servers, although no destination goes through them.",
                "Every connection is direct or refused, as if the file named no server.",
                """
                path {
                    server = 127.0.0.1
                    server_type = 5
                }
                fallback = yes
                """,
                Page.PATH,
                Page.NO_FIX);
    }

    @Override
    public void check(Subject subject, Findings findings) {
        if (subject.isForeign()
                || subject.isIncomplete()
                || !subject.policy().hasServer()
                || subject.everythingIsLocal()
                || UnresolvedNames.mayNeedServer(subject.policy())
                || subject.namesHostsOfServers()
                || !subject.map().uncharted().isEmpty()
                || subject.map().partitions().anyMatch(cells -> proxies(subject, cells))) {
            return;
        }
        Span span =
                subject.statements(Statement.ServerLine.class)
                        .findFirst()
                        .map(Statement::span)
                        .orElse(Span.NONE);
        findings.add(
                Finding.of(
                        Problem.of(
                                this,
                                span,
                                "no destination goes through any server of this file",
                                "add reaches lines for what the server should carry, or make it"
                                        + " the default server")));
    }

    /// Whether any destination is meant for a server. A server that cannot be used has a finding of
    /// its own.
    private static boolean proxies(Subject subject, Partition cells) {
        PolicyMap map = subject.map();
        Address family = cells.first(0);
        return IntStream.range(0, cells.size())
                .flatMap(cell -> cells.ports(cell).owners())
                .distinct()
                .mapToObj(owner -> subject.policy().decide(map.owners().get(owner).rule(), family))
                .map(Decision::action)
                .anyMatch(NothingProxied::needsServer);
    }

    private static boolean needsServer(Action action) {
        return switch (action) {
            case Action.Via _ -> true;
            case Action.Direct _ -> false;
            case Action.Refused refused ->
                    switch (refused.reason()) {
                        case SERVER_NOT_LOCAL, SERVER_UNKNOWN, CHAIN_IN_CIRCLE -> true;
                        case NOTHING_REACHES_IT,
                                NO_SERVER,
                                IPV6_OVER_SOCKS4,
                                NAME_OVER_SOCKS4,
                                ONION_WITHOUT_SERVER,
                                UNKNOWN_HOST ->
                                false;
                    };
        };
    }
}
