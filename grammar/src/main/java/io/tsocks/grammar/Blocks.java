package io.tsocks.grammar;

import io.tsocks.net.Span;
import org.jspecify.annotations.Nullable;

/// Which statements may stand where: the nesting of `path {` and `}`.
///
/// As in tsocks 1.8, an opening that is not allowed opens nothing: the lines after it belong to the
/// same block as those before it.
final class Blocks {

    private final Problems findings;
    private @Nullable Span open;
    /// Whether the line that opened the path has been reported already.
    private boolean mistaken;

    private @Nullable Span lastClosing;
    private int openedInVain;

    Blocks(Problems findings) {
        this.findings = findings;
    }

    /// Whether a statement may stand here. If it may not, a problem is reported.
    boolean accept(Statement statement) {
        return switch (statement) {
            case Statement.PathOpening opening -> open(opening.span());
            case Statement.PathClosing closing -> close(closing.span());
            case Statement.Local local -> open == null || mistaken || localInPath(local, open);
            case Statement.LocalHosts local -> open == null || mistaken || localInPath(local, open);
            case Statement.Reaches ignored -> true;
            case Statement.ReachesHosts ignored -> true;
            case Statement.Setting ignored -> true;
        };
    }

    /// Records a path opening that could not be read, so that its `}` is no surprise.
    void openedInVain() {
        openedInVain++;
    }

    /// Records a line that should have opened a path and has been reported.
    ///
    /// @return whether the path is open now
    boolean openedWithMistake(Span span) {
        if (open != null && !mistaken) {
            openedInVain++;
            return false;
        }
        open = span;
        mistaken = true;
        return true;
    }

    /// Ends the file: reports a path that is still open.
    void end() {
        if (open != null && !mistaken) {
            findings.add(
                    SyntaxProblem.UNCLOSED_PATH,
                    open,
                    "this path is not closed before the end of the file",
                    "put a `}` on a line of its own after the path's last statement");
        }
    }

    private boolean open(Span span) {
        if (open == null || mistaken) {
            open = span;
            mistaken = false;
            return true;
        }
        openedInVain++;
        findings.add(
                Problem.of(
                                SyntaxProblem.NESTED_PATH,
                                span,
                                "a path cannot be inside another path",
                                "close the first path with a `}` on a line of its own before this"
                                        + " line")
                        .with(open, "this path is still open"));
        return false;
    }

    private boolean close(Span span) {
        if (open != null) {
            open = null;
            mistaken = false;
            lastClosing = span;
            return true;
        }
        if (openedInVain > 0) {
            openedInVain--;
            return false;
        }
        Problem problem =
                Problem.of(
                        SyntaxProblem.UNEXPECTED_BRACE,
                        span,
                        "this `}` closes nothing: no path is open here",
                        "remove it, or write `path {` before the path's first statement");
        findings.add(
                lastClosing == null
                        ? problem
                        : problem.with(lastClosing, "the last path was closed here"));
        return false;
    }

    private boolean localInPath(Statement local, Span opening) {
        findings.add(
                Problem.of(
                                SyntaxProblem.LOCAL_IN_PATH,
                                local.span(),
                                "`local` cannot be inside a path",
                                "move the line out of the path: what is local is the same for all"
                                        + " servers")
                        .with(opening, "the path opens here"));
        return false;
    }
}
