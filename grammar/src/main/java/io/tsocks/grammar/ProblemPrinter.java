package io.tsocks.grammar;

import io.tsocks.net.Printable;
import io.tsocks.net.Span;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Prints problems for people: first the place and the message, on a line that editors understand,
/// then the source line with carets under the place, related places, and what to do. Passwords are
/// masked.
///
/// ```text
/// office.conf:7:9: error: an address has four numbers, and this has 2 [TS115]
///     local = 10.1/255.0.0.0
///             ^^^^
///     help: write all four
/// ```
public final class ProblemPrinter {

    private static final String INDENT = "    ";
    private static final String BOLD = "1";
    private static final String DIM = "2";

    /// The most problems of a file that are printed together.
    private static final int MOST_LISTED = 100;

    private final ConfFile file;
    private final boolean colour;

    /// @param file the file that the problems are about
    /// @param colour whether to use terminal colours
    public ProblemPrinter(ConfFile file, boolean colour) {
        this.file = file;
        this.colour = colour;
    }

    /// The text of a problem; every line has its line end.
    public String print(Problem problem) {
        var text = new StringBuilder();
        String severity = problem.severity().label() + ":";
        text.append(paint(BOLD, place(problem.span()) + ":"))
                .append(' ')
                .append(paint(code(problem.severity()), severity))
                .append(' ')
                .append(Printable.of(problem.message()))
                .append(' ')
                .append(paint(DIM, "[" + problem.kind().id() + "]"))
                .append('\n');
        source(text, problem.span(), code(problem.severity()));
        for (Problem.Related related : problem.related()) {
            text.append(INDENT)
                    .append(place(related.span()))
                    .append(": ")
                    .append(Printable.of(related.message()))
                    .append('\n');
            source(text, related.span(), DIM);
        }
        help(text, problem.help());
        return text.toString();
    }

    /// The text of the problems of a file, in their order. If there are very many, only the gravest
    /// are printed, followed by how many were left out.
    public String print(List<Problem> problems) {
        var text = new StringBuilder();
        listed(problems).forEach(problem -> text.append(print(problem)));
        if (problems.size() > MOST_LISTED) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%s: %,d more problems are not listed; tsocks-validate lists them\n",
                            Printable.of(file.name()),
                            problems.size() - MOST_LISTED));
        }
        return text.toString();
    }

    private static List<Problem> listed(List<Problem> problems) {
        if (problems.size() <= MOST_LISTED) {
            return problems;
        }
        return IntStream.range(0, problems.size())
                .boxed()
                .sorted(Comparator.comparing(index -> problems.get(index).severity())) // stable
                .limit(MOST_LISTED)
                .sorted()
                .map(problems::get)
                .toList();
    }

    private void help(StringBuilder text, @Nullable String help) {
        if (help != null) {
            text.append(INDENT)
                    .append(paint(BOLD, "help:"))
                    .append(' ')
                    .append(Printable.of(help))
                    .append('\n');
        }
    }

    private String place(Span span) {
        return Printable.of(file.name()) + ":" + file.position(span.start());
    }

    private void source(StringBuilder text, Span span, String code) {
        if (file.lineCount() == 0) {
            return;
        }
        var line = new SourceLine(file.line(file.lineAt(span.start())), span);
        text.append(INDENT).append(line.text()).append('\n');
        text.append(INDENT).append(paint(code, line.carets(), line.carets().strip())).append('\n');
    }

    private String paint(String code, String line, String part) {
        return line.replace(part, paint(code, part));
    }

    private String paint(String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    private static String code(Severity severity) {
        return switch (severity) {
            case ERROR -> "1;31";
            case WARNING -> "1;33";
            case INFO -> "1;36";
            case STYLE -> "1;35";
        };
    }
}
