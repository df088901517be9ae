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
import io.tsocks.net.Address;
import java.util.List;
import java.util.Map;

/// A server that name servers do not know.
public final class UnresolvableServer extends LintRule {

    /// The rule.
    public UnresolvableServer() {
        super("TS313", Severity.WARNING, "server whose name does not resolve");
    }

    @Override
    public Page page() {
        return Page.of(
                "A server given by a name that has no address. The linter looks names up only"
                        + " with `--resolve`; without it, it sends no query.",
                "Connections that need the server are refused. With `chain = yes`, a server whose name"
                        + " a path reaches is not reported: the server of that path resolves it.",
                """
                server = no-such-host.invalid
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
        Map<String, List<Address>> known = subject.policy().serverAddresses();
        subject.statements(Statement.ServerLine.class)
                .filter(server -> isUnknown(server, known))
                .filter(server -> !isAskedForByName(subject.policy(), server))
                .forEach(server -> findings.add(finding(server)));
    }

    /// Whether another server takes the name, so that it need not resolve here.
    private static boolean isAskedForByName(Policy policy, Statement.ServerLine line) {
        return policy.servers()
                .filter(server -> server.label().equals(ProxyServer.canonicalHost(line.label())))
                .allMatch(server -> policy.wayTo(server) instanceof ServerWay.Through);
    }

    private static boolean isUnknown(
            Statement.ServerLine server, Map<String, List<Address>> known) {
        List<Address> addresses = known.get(ProxyServer.canonicalHost(server.label()));
        return addresses != null && addresses.isEmpty();
    }

    private Finding finding(Statement.ServerLine server) {
        boolean isOnion = Policy.isOnion(server.label());
        return Finding.of(
                Problem.of(
                        this,
                        server.span(),
                        "the name "
                                + server.label()
                                + (isOnion
                                        ? " must not be resolved here (RFC 7686)"
                                        : " has no address"),
                        isOnion
                                ? "add chain = yes, and reaches = .onion in the path of a Tor server"
                                : "check its spelling, or write the address"));
    }
}
