package io.tsocks.lint.rules;

import io.tsocks.engine.Policy;
import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.Reach;
import io.tsocks.engine.Rule;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.Findings;
import io.tsocks.lint.model.LintRule;
import io.tsocks.lint.model.Page;
import io.tsocks.lint.model.Subject;
import io.tsocks.net.Address;
import io.tsocks.net.ServerAddress;

/// A path that reaches its own server.
public final class ServerThroughItself extends LintRule {

    /// The rule.
    public ServerThroughItself() {
        super("TS309", Severity.WARNING, "server reached through itself");
    }

    @Override
    public Page page() {
        return Page.of(
                "A path that reaches the address of a server of its own, which is in no local"
                        + " network.",
                "The server could be reached only through itself, so tsocks refuses every"
                        + " connection of the path. In a file with `chain = yes` this is TS216.",
                """
                path {
                    reaches = 10.0.0.0/255.0.0.0
                    server = 10.1.7.25
                    server_type = 5
                }
                fallback = yes
                """,
                """
                local = 10.1.7.0/255.255.255.0
                path {
                    reaches = 10.0.0.0/255.0.0.0
                    server = 10.1.7.25
                    server_type = 5
                }
                fallback = yes
                """,
                Page.NO_FIX);
    }

    @Override
    public void check(Subject subject, Findings findings) {
        if (subject.hasLost("local") || subject.policy().chains()) {
            return;
        }
        for (Rule.Path path : subject.policy().paths()) {
            path.upstream().stream()
                    .flatMap(upstream -> upstream.servers().stream())
                    .filter(server -> subject.policy().placeOf(server) == Policy.Place.ELSEWHERE)
                    .forEach(server -> check(path, server, findings));
        }
    }

    private void check(Rule.Path path, ProxyServer server, Findings findings) {
        if (server.address() instanceof ServerAddress.Inet(String host, int port)) {
            Address.parse(host).stream()
                    .flatMap(
                            address ->
                                    path.reaches().stream()
                                            .filter(to -> to.network().contains(address))
                                            .filter(to -> to.ports().contains(port)))
                    .findFirst()
                    .ifPresent(to -> findings.add(finding(server, to)));
        }
    }

    private Finding finding(ProxyServer server, Reach reach) {
        return Finding.of(
                Problem.of(
                        this,
                        reach.origin().span(),
                        "this holds the path's own server "
                                + server.label()
                                + ", which could only"
                                + " be reached through itself",
                        "add a local network that holds the server"));
    }
}
