package io.tsocks.lint;

import io.tsocks.engine.PolicyProblem;
import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfLine;
import io.tsocks.grammar.Problem;
import io.tsocks.lint.model.Edit;
import io.tsocks.lint.model.Fix;
import io.tsocks.net.Span;
import java.util.Optional;

/// Fixes problems with the meaning of a file. No fix makes an address local: only people know what
/// may be reached directly.
final class PolicyFixes {

    private final ConfFile file;
    private final Problem problem;

    PolicyFixes(ConfFile file, Problem problem) {
        this.file = file;
        this.problem = problem;
    }

    Optional<Fix> of(PolicyProblem kind) {
        return switch (kind) {
            case DUPLICATE_SETTING,
                    SAID_BY_URI,
                    DUPLICATE_MEMBER,
                    SETTING_WITHOUT_GROUP,
                    IDLE_CHAIN,
                    SETTING_WITHOUT_TLS,
                    DUPLICATE_PIN ->
                    Optional.of(removal());
            case WEIGHT_WITHOUT_EFFECT -> Optional.of(withoutWeight());
            case SERVER_NOT_LOCAL,
                    PATH_WITHOUT_SERVER,
                    PATH_WITHOUT_REACHES,
                    SETTING_WITHOUT_SERVER,
                    CREDENTIALS_WITH_SOCKS4,
                    PASSWORD_WITHOUT_USER,
                    REACHES_OUTSIDE_PATH,
                    FILE_SETTING_IN_PATH,
                    FALLBACK_WITH_DEFAULT_SERVER,
                    CREDENTIAL_TOO_LONG,
                    REMOTE_DNS_WITHOUT_SERVER,
                    TWO_PASSWORDS,
                    GSSAPI_WITHOUT_SOCKS5,
                    LOGIN_BESIDE_GSSAPI,
                    SERVICE_WITHOUT_GSSAPI,
                    CHAIN_IN_CIRCLE ->
                    Optional.empty();
        };
    }

    /// Removes the words and the blanks before them. No connection goes elsewhere.
    private Fix withoutWeight() {
        int start = problem.span().start();
        while (" \t".indexOf(file.text().charAt(start - 1)) >= 0) {
            start--;
        }
        return Fix.unsafe("remove the weight", new Edit(new Span(start, problem.span().end()), ""));
    }

    private Fix removal() {
        ConfLine line = file.line(file.lineAt(problem.span().start()));
        return Fix.unsafe("remove the line", new Edit(new Span(line.start(), line.end()), ""));
    }
}
