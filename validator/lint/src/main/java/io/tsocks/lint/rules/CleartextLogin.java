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
import io.tsocks.net.ServerAddress;
import io.tsocks.net.ServerKind;
import io.tsocks.net.ServerUri;
import java.util.List;
import java.util.Optional;

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
                "SOCKS 5 sends both without encryption (RFC 1929, section 1), and so does HTTP"
                        + " (RFC 7617, section 1), so a listener on the way can read them.",
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
            if (block.stream().anyMatch(Statement.Gssapi.class::isInstance)) {
                continue; // no password is sent
            }
            block.stream()
                    .filter(CleartextLogin::isPassword)
                    .limit(1)
                    .filter(pass -> !subject.isOfTheSample(pass.span()))
                    .flatMap(pass -> listener(block).map(kind -> finding(pass, kind)).stream())
                    .forEach(findings::add);
        }
    }

    private static boolean isPassword(Statement statement) {
        return statement instanceof Statement.DefaultPass
                || statement instanceof Statement.PasswordFile;
    }

    /// What the first server of a block speaks that is elsewhere and gets a login.
    private static Optional<ServerKind> listener(List<Statement> block) {
        return block.stream()
                .filter(Statement.ServerLine.class::isInstance)
                .map(Statement.ServerLine.class::cast)
                .filter(CleartextLogin::isElsewhere)
                .map(server -> kind(server, block))
                .filter(kind -> kind.hasLogin() && !kind.usesTls())
                .findFirst();
    }

    private static ServerKind kind(Statement.ServerLine server, List<Statement> block) {
        return switch (server) {
            case Statement.ServerByUri(_, _, ServerUri uri, _) -> uri.kind();
            case Statement.Server _ ->
                    block.stream()
                            .filter(Statement.ServerType.class::isInstance)
                            .map(type -> ServerKind.of(((Statement.ServerType) type).version()))
                            .findFirst()
                            .orElse(ServerKind.SOCKS4);
        };
    }

    private static boolean isElsewhere(Statement.ServerLine server) {
        return switch (server) {
            case Statement.Server(_, _, String host) -> isElsewhere(host);
            case Statement.ServerByUri(_, _, ServerUri uri, _) ->
                    uri.address() instanceof ServerAddress.Inet inet && isElsewhere(inet.host());
        };
    }

    private static boolean isElsewhere(String host) {
        return !host.equalsIgnoreCase("localhost")
                && Address.parse(host).stream().noneMatch(Address::isLoopback);
    }

    private Finding finding(Statement pass, ServerKind kind) {
        return Finding.of(
                Problem.of(
                        this,
                        pass.span(),
                        kind.words()
                                + " sends the password in the clear, and the server is not on this"
                                + " machine",
                        "use a TLS port of the server (https://, socks5+tls://) if it has one, or"
                                + " a server on this machine, such as the end of an SSH tunnel"));
    }
}
