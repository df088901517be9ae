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
/// the end of the line that they apply to, or on an earlier line with only comments and blank lines
/// between, to which they then apply, too. A comment in the head of a file, before all statements,
/// also applies to findings about the whole file, which are reported at its first line.
///
/// The time is linear in the size of the file and the number of findings, whatever the file says.
final class Suppressions {

    private final ConfFile file;
    private final List<Comment> comments = new ArrayList<>();
    private final Map<String, Ranges> byId = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    /// The lines with words that comments apply to.
    private final Set<Integer> targets = new TreeSet<>();

    /// How many lines are before the first statement; -1 if not counted yet.
    private int head = -1;

    /// No line between these two has words.
    private int wordlessAfter;

    private int nextWords;

    private Suppressions(ConfFile file) {
        this.file = file;
    }

    /// A suppression comment, with the place of each of its ids in [#byId].
    private record Comment(SuppressionComment text, List<Integer> places) {
        Comment {
            places = List.copyOf(places);
        }
    }

    /// The lines on which one id is suppressed, in file order of the comments.
    private static final class Ranges {

        private final List<int[]> lines = new ArrayList<>();

        /// The starts and ends of the runs of ranges that were used.
        private final Map<Integer, Integer> marks = new HashMap<>();

        private boolean[] used = {};

        int add(int first, int last) {
            lines.add(new int[] {first, last});
            return lines.size() - 1;
        }

        /// Whether a line is in a range. Neither first nor last lines decrease from range to range,
        /// so the ranges that contain a line are neighbours.
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

        /// Determines which ranges were used. [#cover] must not be called after that.
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

    /// Whether a line, and all lines before it, are only comments and blank lines.
    private boolean isInHead(int line) {
        if (head < 0) {
            head = 0;
            while (head < file.lineCount() && file.line(head + 1).words().isEmpty()) {
                head++;
            }
        }
        return line <= head;
    }

    /// The next line that has words. It must be called in file order, and looks at each line once.
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

    /// Whether there are no suppressions.
    boolean isEmpty() {
        return byId.isEmpty();
    }

    /// Whether edits remove all words of a line that a comment applies to.
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

    /// Whether a comment suppresses a problem. Records that the comment was used.
    boolean cover(Problem problem) {
        Ranges ranges = byId.get(problem.kind().id());
        return ranges != null && ranges.cover(file.lineAt(problem.span().start()));
    }

    /// The findings about the comments themselves. Call this after all other findings have been
    /// seen. An id of a rule that the options exclude is not reported as unused.
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
