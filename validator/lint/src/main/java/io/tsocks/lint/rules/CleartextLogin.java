package io.tsocks.lint.rules;

import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.grammar.Statement;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.Findings;
import io.tsocks.lint.model.LintRule;
import io.tsocks.lint.model.Page;
import io.tsocks.lint.model.Subject;
import io.tsocks.net.Address;
import io.tsocks.net.SocksVersion;
import java.util.List;

/// A login that the network can read.
public final class CleartextLogin extends LintRule {

    /// The rule.
    public CleartextLogin() {
        super("TS402", Severity.INFO, "password sent in the clear");
    }

    @Override
    public Page page() {
        return Page.of(
                "A user name and password for a server that is not on this machine.",
                "SOCKS 5 sends both without encryption (RFC 1929, section 1), so a listener on"
                        + " the way can read them.",
                """
                local = 10.0.0.0/255.0.0.0
                server = 10.0.0.1
                server_type = 5
                default_user = joe
                default_pass = tulip
                """,
                """
                server = 127.0.0.1
                server_type = 5
                default_user = joe
                default_pass = tulip
                """,
                Page.NO_FIX);
    }

    @Override
    public void check(Subject subject, Findings findings) {
        for (List<Statement> block : subject.blocks()) {
            block.stream()
                    .filter(Statement.DefaultPass.class::isInstance)
                    .limit(1)
                    .filter(_ -> block.stream().anyMatch(CleartextLogin::isSocks5))
                    .filter(_ -> block.stream().anyMatch(CleartextLogin::isElsewhere))
                    .filter(pass -> !subject.isOfTheSample(pass.span()))
                    .forEach(pass -> findings.add(finding(pass)));
        }
    }

    private static boolean isSocks5(Statement statement) {
        return (statement instanceof Statement.ServerType type
                        && type.version() == SocksVersion.SOCKS5)
                || (statement instanceof Statement.ServerByUri server
                        && server.uri().version() == SocksVersion.SOCKS5);
    }

    private static boolean isElsewhere(Statement statement) {
        if (!(statement instanceof Statement.ServerLine server)) {
            return false;
        }
        String host = server.host();
        return !host.equalsIgnoreCase("localhost")
                && Address.parse(host).stream().noneMatch(Address::isLoopback);
    }

    private Finding finding(Statement pass) {
        return Finding.of(
                Problem.of(
                        this,
                        pass.span(),
                        "SOCKS 5 sends the password in the clear, and the server is not on this"
                                + " machine",
                        "use a server on this machine, such as the end of an SSH tunnel"));
    }
}
