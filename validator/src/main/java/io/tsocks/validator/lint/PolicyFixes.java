package io.tsocks.validator.lint;

import io.tsocks.engine.PolicyProblem;
import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfLine;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Span;
import io.tsocks.grammar.Statement;
import java.util.Optional;

/// How to put right what is wrong with the meaning of a file.
final class PolicyFixes {

    private static final String ADVICE = "add: ";

    private final ConfFile file;
    private final Problem problem;

    PolicyFixes(ConfFile file, Problem problem) {
        this.file = file;
        this.problem = problem;
    }

    Optional<Fix> of(PolicyProblem kind) {
        return switch (kind) {
            case DUPLICATE_SETTING, REACHES_OUTSIDE_PATH -> Optional.of(removal());
            case SERVER_NOT_LOCAL -> localServer();
            case PATH_WITHOUT_SERVER,
                    PATH_WITHOUT_REACHES,
                    SETTING_WITHOUT_SERVER,
                    CREDENTIALS_WITH_SOCKS4,
                    PASSWORD_WITHOUT_USER,
                    FALLBACK_IN_PATH,
                    FALLBACK_WITH_DEFAULT_SERVER,
                    CREDENTIAL_TOO_LONG ->
                    Optional.empty();
        };
    }

    private Fix removal() {
        ConfLine line = file.line(file.lineAt(problem.span().start()));
        return Fix.unsafe("remove the line", new Edit(new Span(line.start(), line.end()), ""));
    }

    /// The problem's advice, followed before the block that has the server.
    private Optional<Fix> localServer() {
        String help = problem.help();
        if (help == null || !help.startsWith(ADVICE)) {
            return Optional.empty();
        }
        int start = file.line(file.lineAt(blockStart())).start();
        String statement = help.substring(ADVICE.length());
        return Optional.of(
                Fix.unsafe("add " + statement, new Edit(new Span(start, start), statement + "\n")));
    }

    private int blockStart() {
        int start = problem.span().start();
        for (Statement statement : file.statements()) {
            if (statement.start() > problem.span().start()) {
                break;
            }
            if (statement instanceof Statement.PathOpening) {
                start = statement.start();
            } else if (statement instanceof Statement.PathClosing) {
                start = problem.span().start();
            }
        }
        return start;
    }
}
