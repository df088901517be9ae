package io.tsocks.validator;

import io.tsocks.grammar.Problem;
import io.tsocks.grammar.ProblemPrinter;
import io.tsocks.grammar.Severity;
import io.tsocks.net.Printable;
import io.tsocks.views.LoadedConf;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Prints the problems of a file for a person: each with its source line, and a summary.
public final class ConfReport {

    private final PrintStream out;
    private final CommandContext context;

    /// Makes the report of a command.
    ///
    /// @param out one of the two outputs of the context
    public ConfReport(PrintStream out, CommandContext context) {
        this.out = out;
        this.context = context;
    }

    /// Prints all problems of a file, and how many there are.
    void print(LoadedConf conf) {
        printProblems(conf, conf.problems());
        out.println(Printable.of(conf.file().name()) + ": " + summary(conf.problems()));
    }

    /// Prints some problems of a file. If there are very many, it prints only a part, and how many
    /// are left.
    public void printProblems(LoadedConf conf, List<Problem> problems) {
        out.print(new ProblemPrinter(conf.file(), context.colour()).print(problems));
    }

    private static String summary(List<Problem> problems) {
        return problems.isEmpty()
                ? "no findings"
                : Arrays.stream(Severity.values())
                        .map(severity -> count(problems, severity))
                        .filter(count -> !count.isEmpty())
                        .collect(Collectors.joining(", "));
    }

    private static String count(List<Problem> problems, Severity severity) {
        long count = problems.stream().filter(p -> p.severity() == severity).count();
        String noun =
                switch (severity) {
                    case ERROR -> count == 1 ? "error" : "errors";
                    case WARNING -> count == 1 ? "warning" : "warnings";
                    case INFO -> "info";
                    case STYLE -> "style";
                };
        return count == 0 ? "" : count + " " + noun;
    }
}
