package io.tsocks.lint.rules;

import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.grammar.Statement;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.Findings;
import io.tsocks.lint.model.LintRule;
import io.tsocks.lint.model.Page;
import io.tsocks.lint.model.Subject;
import io.tsocks.net.ServerAddress;
import java.util.Map;

/// A port on which HTTP proxies listen.
public final class HttpProxyPort extends LintRule {

    private static final Map<Integer, String> PORTS =
            Map.of(
                    3128, "Squid",
                    8118, "Privoxy",
                    8123, "Polipo",
                    8888, "Tinyproxy");

    /// The rule.
    public HttpProxyPort() {
        super("TS318", Severity.INFO, "port of an HTTP proxy");
    }

    @Override
    public Page page() {
        return Page.of(
                "A SOCKS server on port 3128, 8118, 8123 or 8888, where HTTP proxies such as Squid,"
                        + " Privoxy, Polipo and Tinyproxy listen.",
                "tsocks speaks HTTP only with a server whose scheme is `http`. If the server is an"
                        + " HTTP proxy, every connection through it fails.",
                """
                server = 127.0.0.1
                server_port = 3128
                server_type = 5
                """,
                "server = http://127.0.0.1:3128\n",
                Page.NO_FIX);
    }

    @Override
    public void check(Subject subject, Findings findings) {
        subject.statements(Statement.ServerPort.class)
                .forEach(line -> check(line.port(), line, findings));
        subject.statements(Statement.ServerByUri.class)
                .filter(line -> line.uri().kind().socks().isPresent())
                .forEach(line -> check(line.uri().address(), line, findings));
    }

    private void check(ServerAddress at, Statement line, Findings findings) {
        if (at instanceof ServerAddress.Inet inet) {
            check(inet.port(), line, findings);
        }
    }

    private void check(int port, Statement line, Findings findings) {
        String proxy = PORTS.get(port);
        if (proxy != null) {
            findings.add(finding(port, proxy, line));
        }
    }

    private Finding finding(int port, String proxy, Statement line) {
        return Finding.of(
                Problem.of(
                        this,
                        line.span(),
                        "port "
                                + port
                                + " is usually that of an HTTP proxy ("
                                + proxy
                                + "), and tsocks is told to speak SOCKS to it",
                        "write server = http://HOST:"
                                + port
                                + " if it is one, or use its SOCKS port if it has one"));
    }
}
