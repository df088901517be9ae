package io.tsocks.lint.report;

import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.Problem;
import io.tsocks.lint.LintedFile;
import io.tsocks.lint.model.Finding;
import io.tsocks.net.Printable;
import java.io.PrintStream;

/// Writes one line for each finding: `FILE:LINE:COLUMN: SEVERITY: MESSAGE [ID]`.
final class ConciseReport implements Report {

    private final PrintStream out;

    ConciseReport(PrintStream out) {
        this.out = out;
    }

    @Override
    public void begin() {}

    @Override
    public void add(LintedFile linted) {
        for (Finding finding : linted.listed()) {
            out.print(line(linted.file(), finding.problem()));
        }
    }

    private static String line(ConfFile file, Problem problem) {
        return Printable.of(file.name())
                + ":"
                + file.position(problem.span().start())
                + ": "
                + problem.severity().label()
                + ": "
                + Printable.of(problem.message())
                + " ["
                + problem.kind().id()
                + "]\n";
    }

    @Override
    public void unreadable(String name, String reason) {}

    @Override
    public void end() {
        out.flush();
    }
}
