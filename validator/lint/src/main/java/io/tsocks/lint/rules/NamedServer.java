package io.tsocks.lint.rules;

import io.tsocks.engine.Policy;
import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.ServerWay;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.grammar.Statement;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.Findings;
import io.tsocks.lint.model.LintRule;
import io.tsocks.lint.model.Page;
import io.tsocks.lint.model.Subject;
import java.util.Set;
import java.util.stream.Collectors;

/// A server given by name, so that only a lookup tells whether it can be used.
public final class NamedServer extends LintRule {

    /// The rule.
    public NamedServer() {
        super("TS315", Severity.INFO, "server whose network only its name tells");
    }

    @Override
    public Page page() {
        return Page.of(
                "A server given by name, so the file does not tell whether the server is in a"
                        + " local network. The finding is a warning if the file has no `local`"
                        + " line.",
                "tsocks connects only to servers in a local network, and refuses connections"
                        + " that need another server. The address of the server counts, so a `local`"
                        + " host name does not help. `--resolve` looks the name up and decides. With"
                        + " `chain = yes`, a server whose name a path reaches is not reported.",
                """
                server = socks.example.net
                server_type = 5
                """,
                """
                server = localhost
                server_type = 5
                """,
                Page.NO_FIX);
    }

    @Override
    public void check(Subject subject, Findings findings) {
        if (subject.isForeign()) {
            return;
        }
        boolean noLocals =
                subject.statements(Statement.Local.class).findAny().isEmpty()
                        && !subject.hasLost("local")
                        && !subject.policy().chains();
        Set<String> unknown =
                subject.policy()
                        .servers()
                        .filter(s -> subject.policy().placeOf(s) == Policy.Place.UNKNOWN)
                        .filter(s -> subject.policy().wayTo(s) instanceof ServerWay.Local)
                        .map(ProxyServer::label)
                        .collect(Collectors.toSet());
        subject.statements(Statement.ServerLine.class)
                .filter(s -> unknown.contains(ProxyServer.canonicalHost(s.label())))
                .map(server -> finding(server, noLocals))
                .forEach(findings::add);
    }

    private Finding finding(Statement.ServerLine server, boolean noLocals) {
        Finding finding =
                Finding.of(
                        Problem.of(
                                this,
                                server.span(),
                                "whether "
                                        + server.label()
                                        + " is in a local network depends on its address"
                                        + (noLocals ? ", and the file names no such network" : ""),
                                noLocals
                                        ? "add a local line for the network of the server"
                                        : "--resolve looks the name up"));
        return noLocals ? finding.as(Severity.WARNING) : finding;
    }
}
