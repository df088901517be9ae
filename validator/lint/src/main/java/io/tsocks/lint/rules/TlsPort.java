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
import io.tsocks.net.ServerKind;
import io.tsocks.net.ServerUri;
import java.util.Optional;

/// A port that is usual with TLS in place of one without it, or the other way round.
public final class TlsPort extends LintRule {

    /// The rule.
    public TlsPort() {
        super("TS331", Severity.INFO, "port that is usual for another scheme");
    }

    @Override
    public Page page() {
        return Page.of(
                "An `https` server at port 80 or 3128, or an `http` server at port 443.",
                "Such a port usually takes connections without TLS, or with it alone. With the wrong"
                        + " scheme every connection through the server fails.",
                "server = https://127.0.0.1:80\n",
                "server = https://127.0.0.1:443\n",
                Page.NO_FIX);
    }

    @Override
    public void check(Subject subject, Findings findings) {
        subject.statements(Statement.ServerByUri.class)
                .flatMap(line -> usual(line.uri()).map(kind -> finding(line, kind)).stream())
                .forEach(findings::add);
    }

    /// The kind of server for which a port is usual, if it is another one.
    private static Optional<ServerKind> usual(ServerUri uri) {
        if (!(uri.address() instanceof ServerAddress.Inet(String _, int port))) {
            return Optional.empty();
        }
        if (uri.kind() == ServerKind.HTTPS && (port == 80 || port == 3128)) {
            return Optional.of(ServerKind.HTTP);
        }
        return uri.kind() == ServerKind.HTTP && port == 443
                ? Optional.of(ServerKind.HTTPS)
                : Optional.empty();
    }

    private Finding finding(Statement.ServerByUri line, ServerKind usual) {
        return Finding.of(
                Problem.of(
                        this,
                        line.span(),
                        "this port is usually that of a server of "
                                + usual.words()
                                + ", and tsocks is told to speak "
                                + line.uri().kind().words(),
                        "check the scheme and the port"));
    }
}
