package io.tsocks.validator.lint;

import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfLine;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The comments of a file that suppress findings: `# tsocks-lint: disable=TS301,TS302 reason`, at
/// the end of the line that it is about, or on a line before it with nothing but comments and blank
/// lines between. One in the head of a file, before all statements, is also about what is reported
/// at the file's first line because it is said of the whole file.
final class Suppressions {

    private static final String MARK = "tsocks-lint:";
    private static final Pattern FORM =
            Pattern.compile(
                    "#\\s*tsocks-lint:\\s*disable=([A-Z0-9]+(?:\\s*,\\s*[A-Z0-9]+)*)(\\s+.*)?");

    /// A second id where the reason should be.
    private static final Pattern ID = Pattern.compile("\\s*TS[0-9]{3}\\b.*");

    private final ConfFile file;
    private final List<Suppression> suppressions = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    /// How many lines are before the first statement; -1 before anybody asked.
    private int head = -1;

    private Suppressions(ConfFile file) {
        this.file = file;
    }

    /// One id of one comment.
    private static final class Suppression {

        private final String id;
        private final Span comment;
        private final int first;
        private final int line;
        private final int target;
        private boolean used;

        /// @param first the first of the lines up to its own that it is about
        /// @param target the line after its own that it is about, or its own
        Suppression(String id, Span comment, int first, int line, int target) {
            this.id = id;
            this.comment = comment;
            this.first = first;
            this.line = line;
            this.target = target;
        }

        boolean isAbout(int problem) {
            return (problem >= first && problem <= line) || problem == target;
        }
    }

    static Suppressions of(ConfFile file) {
        var suppressions = new Suppressions(file);
        String text = file.text();
        for (int at = text.indexOf(MARK); at >= 0; at = text.indexOf(MARK, at + 1)) {
            ConfLine line = file.line(file.lineAt(at));
            int mark = at;
            line.comment()
                    .filter(comment -> comment.start() <= mark && isFirst(comment, mark))
                    .ifPresent(comment -> suppressions.read(line, comment));
        }
        return suppressions;
    }

    /// Whether the comment starts with the mark, so that prose about it is no suppression.
    private static boolean isFirst(ConfLine.Word comment, int mark) {
        return comment.text().substring(1, mark - comment.start()).isBlank();
    }

    private void read(ConfLine line, ConfLine.Word comment) {
        Matcher form = FORM.matcher(comment.text().stripTrailing());
        if (!form.matches()) {
            malformed(comment.span(), "write `# tsocks-lint: disable=TS301 reason`");
            return;
        }
        String reason = form.group(2);
        if (reason != null && ID.matcher(reason).matches()) {
            malformed(comment.span(), "put commas between the ids, and the reason after them");
            return;
        }
        Set<String> ids = new LinkedHashSet<>(Arrays.asList(form.group(1).split("\\s*,\\s*")));
        for (String id : ids) {
            if (Catalog.find(id).isEmpty()) {
                malformed(comment.span(), "there is no rule " + id + "; `rules` lists them all");
            } else {
                int target = line.words().isEmpty() ? next(line.number()) : line.number();
                int first = isInHead(line.number()) ? 1 : line.number();
                suppressions.add(new Suppression(id, comment.span(), first, line.number(), target));
            }
        }
        if (reason == null || reason.isBlank()) {
            problems.add(
                    Problem.of(
                            SuppressionProblem.WITHOUT_REASON,
                            comment.span(),
                            "a suppression needs a reason",
                            "write it after the ids, for those who read the file next"));
        }
    }

    private void malformed(Span span, String help) {
        problems.add(
                Problem.of(SuppressionProblem.MALFORMED, span, "this suppresses nothing", help));
    }

    /// Whether nothing but comments and blank lines is before a line and on it.
    private boolean isInHead(int line) {
        if (head < 0) {
            head = 0;
            while (head < file.lineCount() && file.line(head + 1).words().isEmpty()) {
                head++;
            }
        }
        return line <= head;
    }

    /// The next line that has words.
    private int next(int line) {
        int at = line + 1;
        while (at <= file.lineCount() && file.line(at).words().isEmpty()) {
            at++;
        }
        return Math.min(at, file.lineCount());
    }

    /// Whether there are none.
    boolean isEmpty() {
        return suppressions.isEmpty();
    }

    /// Whether a comment suppresses a problem, which is then noted.
    boolean cover(Problem problem) {
        if (suppressions.isEmpty()) {
            return false;
        }
        int line = file.lineAt(problem.span().start());
        boolean covered = false;
        for (Suppression suppression : suppressions) {
            if (suppression.id.equals(problem.kind().id()) && suppression.isAbout(line)) {
                suppression.used = true;
                covered = true;
            }
        }
        return covered;
    }

    /// What is wrong with the comments themselves, once all findings have been seen. One for a rule
    /// that was not asked for is not called unused.
    List<Problem> problems(LintOptions options) {
        List<Problem> all = new ArrayList<>(problems);
        suppressions.stream()
                .filter(suppression -> !suppression.used && options.wants(suppression.id))
                .map(
                        suppression ->
                                Problem.of(
                                        SuppressionProblem.UNUSED,
                                        suppression.comment,
                                        "there is no " + suppression.id + " to suppress here",
                                        "remove the comment"))
                .forEach(all::add);
        return all;
    }
}
