package io.tsocks.lint;

import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfLine;
import io.tsocks.grammar.Problem;
import io.tsocks.lint.model.Edit;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.Fix;
import io.tsocks.lint.model.LintOptions;
import io.tsocks.net.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The comments of a file that suppress findings: `# tsocks-lint: disable=TS301,TS302 reason`, at
/// the end of the line that it is about, or on a line before it with nothing but comments and blank
/// lines between, which it is about too. One in the head of a file, before all statements, is also
/// about what is reported at the file's first line because it is said of the whole file.
///
/// The time is linear in the size of the file and the number of findings, whatever the file says.
final class Suppressions {

    private final ConfFile file;
    private final List<Comment> comments = new ArrayList<>();
    private final Map<String, Ranges> byId = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    /// The lines with words that comments are about.
    private final Set<Integer> targets = new TreeSet<>();

    /// How many lines are before the first statement; -1 before anybody asked.
    private int head = -1;

    /// Between these two lines, neither included, no line has words.
    private int wordlessAfter;

    private int nextWords;

    private Suppressions(ConfFile file) {
        this.file = file;
    }

    /// A comment that suppresses something, and where each of its ids is in [#byId].
    private record Comment(SuppressionComment text, List<Integer> places) {
        Comment {
            places = List.copyOf(places);
        }
    }

    /// The lines that one id is suppressed on, in file order of the comments.
    private static final class Ranges {

        private final List<int[]> lines = new ArrayList<>();

        /// Starts and ends of the runs of ranges that were used.
        private final Map<Integer, Integer> marks = new HashMap<>();

        private boolean[] used = {};

        int add(int first, int last) {
            lines.add(new int[] {first, last});
            return lines.size() - 1;
        }

        /// Whether a line is in a range. Neither the firsts nor the lasts decrease, so the ranges
        /// that hold the line follow each other.
        boolean cover(int line) {
            int from = firstWhere(range -> range[1] >= line);
            int to = firstWhere(range -> range[0] > line);
            if (from >= to) {
                return false;
            }
            marks.merge(from, 1, Integer::sum);
            marks.merge(to, -1, Integer::sum);
            return true;
        }

        /// Tells which ranges were used; nothing is covered after that.
        void settle() {
            used = new boolean[lines.size()];
            int open = 0;
            for (int i = 0; i < used.length; i++) {
                open += marks.getOrDefault(i, 0);
                used[i] = open > 0;
            }
        }

        private int firstWhere(Predicate<int[]> holds) {
            int low = 0;
            int high = lines.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (holds.test(lines.get(middle))) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            return low;
        }
    }

    static Suppressions of(ConfFile file) {
        var suppressions = new Suppressions(file);
        String text = file.text();
        int at = text.indexOf(SuppressionComment.MARK);
        while (at >= 0) {
            ConfLine line = file.line(file.lineAt(at));
            int mark = at;
            line.comment()
                    .filter(comment -> SuppressionComment.startsWithMark(comment, mark))
                    .ifPresent(comment -> suppressions.read(line, comment));
            at = text.indexOf(SuppressionComment.MARK, line.end());
        }
        return suppressions;
    }

    private void read(ConfLine line, ConfLine.Word word) {
        SuppressionComment comment;
        try {
            comment = SuppressionComment.parse(word);
        } catch (SuppressionComment.MalformedException e) {
            malformed(word.span(), e.help());
            return;
        }
        boolean alone = line.words().isEmpty();
        int last = alone ? next(line.number()) : line.number();
        int first = isInHead(line.number()) ? 1 : line.number();
        targets.add(last);
        List<Integer> places = new ArrayList<>();
        for (SuppressionComment.Id each : comment.ids()) {
            String id = each.text();
            if (Catalog.knows(id)) {
                places.add(byId.computeIfAbsent(id, _ -> new Ranges()).add(first, last));
            } else {
                places.add(-1);
                malformed(word.span(), "there is no rule " + id + "; `rules` lists them all");
            }
        }
        comments.add(new Comment(comment, places));
        if (comment.reason().isBlank()) {
            problems.add(
                    Problem.of(
                            SuppressionProblem.WITHOUT_REASON,
                            word.span(),
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

    /// The next line that has words. Lines are asked about in file order, and each is looked at
    /// once.
    private int next(int line) {
        if (line <= wordlessAfter || line >= nextWords) {
            wordlessAfter = line;
            nextWords = line + 1;
            while (nextWords <= file.lineCount() && file.line(nextWords).words().isEmpty()) {
                nextWords++;
            }
        }
        return Math.min(nextWords, file.lineCount());
    }

    /// Whether there are none.
    boolean isEmpty() {
        return byId.isEmpty();
    }

    /// Whether edits take away all words of a line that a comment is about.
    ///
    /// @param edits in file order
    boolean isCut(List<Edit> edits) {
        if (targets.isEmpty()) {
            return false;
        }
        var starts = new TreeMap<Integer, Edit>();
        edits.forEach(edit -> starts.put(edit.span().start(), edit));
        return targets.stream()
                .map(file::line)
                .map(ConfLine::words)
                .anyMatch(words -> isCut(words, starts));
    }

    private static boolean isCut(List<ConfLine.Word> words, NavigableMap<Integer, Edit> starts) {
        if (words.isEmpty()) {
            return false;
        }
        var edit = starts.floorEntry(words.getFirst().start());
        return edit != null
                && edit.getValue().span().end() >= words.getLast().span().end()
                && edit.getValue().replacement().isBlank();
    }

    /// Whether a comment suppresses a problem, which is then noted.
    boolean cover(Problem problem) {
        Ranges ranges = byId.get(problem.kind().id());
        return ranges != null && ranges.cover(file.lineAt(problem.span().start()));
    }

    /// What is wrong with the comments themselves, once all findings have been seen. An id of a
    /// rule that was not asked for is not called unused.
    List<Finding> findings(LintOptions options) {
        List<Finding> all = new ArrayList<>(problems.stream().map(Finding::of).toList());
        byId.values().forEach(Ranges::settle);
        for (Comment comment : comments) {
            List<SuppressionComment.Id> unused = unused(comment, options);
            if (!unused.isEmpty()) {
                all.add(unused(comment.text(), unused));
            }
        }
        return all;
    }

    private List<SuppressionComment.Id> unused(Comment comment, LintOptions options) {
        List<SuppressionComment.Id> unused = new ArrayList<>();
        for (int i = 0; i < comment.places().size(); i++) {
            SuppressionComment.Id id = comment.text().ids().get(i);
            Ranges ranges = byId.get(id.text());
            if (ranges != null
                    && !ranges.used[comment.places().get(i)]
                    && options.wants(id.text())) {
                unused.add(id);
            }
        }
        return unused;
    }

    private static Finding unused(SuppressionComment comment, List<SuppressionComment.Id> unused) {
        String ids =
                unused.stream()
                        .map(SuppressionComment.Id::text)
                        .collect(Collectors.joining(" and no "));
        boolean whole = unused.size() == comment.ids().size();
        String help =
                whole ? "remove the comment" : "remove " + ids.replace("no ", "") + " from it";
        return new Finding(
                Problem.of(
                        SuppressionProblem.UNUSED,
                        whole ? comment.span() : unused.getFirst().span(),
                        "there is no " + ids + " to suppress here",
                        help),
                Fix.unsafe(
                        help,
                        whole
                                ? new Edit(comment.span(), "")
                                : new Edit(comment.idSpan(), comment.idsWithout(unused))));
    }
}
