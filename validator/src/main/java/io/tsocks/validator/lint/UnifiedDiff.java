package io.tsocks.validator.lint;

import io.tsocks.grammar.ConfLine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The difference of two texts as `diff -u` writes it, for `patch` and `git apply --unidiff-zero`.
/// The lines around a change end before one that holds a password, so that none is shown that is
/// not itself changed.
public final class UnifiedDiff {

    private static final int CONTEXT = 3;

    /// How far apart two texts may run before the rest of them counts as one change.
    private static final int FARTHEST = 2000;

    private final List<String> before;
    private final List<String> after;
    private final StringBuilder out = new StringBuilder();

    private UnifiedDiff(String before, String after) {
        this.before = lines(before);
        this.after = lines(after);
    }

    /// The difference; empty where the texts are equal.
    ///
    /// @param name the file's, which both sides are given
    public static String of(String name, String before, String after) {
        if (before.equals(after)) {
            return "";
        }
        var diff = new UnifiedDiff(before, after);
        diff.out.append("--- a/").append(name).append("\n+++ b/").append(name).append('\n');
        diff.hunks();
        return diff.out.toString();
    }

    /// Whether a difference shows a line that may hold a password, which it does only where the
    /// line is changed.
    public static boolean showsSecret(String diff) {
        return diff.lines()
                .skip(2) // the names of the file
                .filter(line -> !line.startsWith("@@"))
                .anyMatch(line -> !line.isEmpty() && isSecret(line.substring(1)));
    }

    private static List<String> lines(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split("(?<=\n)"));
    }

    /// A run of lines that differ: those of both texts from a place on.
    private record Change(int before, int removed, int after, int added) {}

    private void hunks() {
        List<Change> open = new ArrayList<>();
        for (Change change : changes()) {
            if (!open.isEmpty() && !isOneHunk(end(open.getLast()), change.before())) {
                hunk(open);
                open.clear();
            }
            open.add(change);
        }
        hunk(open);
    }

    /// Whether the equal lines between two changes are few, and all to be shown.
    private boolean isOneHunk(int from, int to) {
        return to - from <= 2 * CONTEXT
                && before.subList(from, to).stream().noneMatch(UnifiedDiff::isSecret);
    }

    private static boolean isSecret(String line) {
        return new ConfLine(1, 0, line).hasSecret();
    }

    /// How many of the lines before a place are shown with it.
    private int lead(int place) {
        int lead = 0;
        while (lead < Math.min(CONTEXT, place) && !isSecret(before.get(place - lead - 1))) {
            lead++;
        }
        return lead;
    }

    /// How many of the lines from a place on are shown with what is before it.
    private int tail(int place) {
        int tail = 0;
        while (tail < Math.min(CONTEXT, before.size() - place)
                && !isSecret(before.get(place + tail))) {
            tail++;
        }
        return tail;
    }

    private static int end(Change change) {
        return change.before() + change.removed();
    }

    private void hunk(List<Change> changes) {
        Change first = changes.getFirst();
        Change last = changes.getLast();
        int lead = lead(first.before());
        int tail = tail(end(last));
        int start = first.before() - lead;
        int length = end(last) + tail - start;
        int newStart = first.after() - lead;
        int newLength = last.after() + last.added() + tail - newStart;
        out.append("@@ -").append(range(start, length));
        out.append(" +").append(range(newStart, newLength)).append(" @@\n");
        int at = start;
        for (Change change : changes) {
            lines(' ', before.subList(at, change.before()));
            lines('-', before.subList(change.before(), end(change)));
            lines('+', after.subList(change.after(), change.after() + change.added()));
            at = end(change);
        }
        lines(' ', before.subList(at, at + tail));
    }

    private static String range(int start, int length) {
        int first = length == 0 ? start : start + 1;
        return length == 1 ? Integer.toString(first) : first + "," + length;
    }

    private void lines(char mark, List<String> lines) {
        for (String line : lines) {
            out.append(mark).append(line);
            if (!line.endsWith("\n")) {
                out.append("\n\\ No newline at end of file\n");
            }
        }
    }

    /// Where the texts differ. Fixes change few lines, so it is enough to look, at each difference,
    /// for the nearest place where both go on alike.
    private List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size()) {
            if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
                i++;
                j++;
                continue;
            }
            int[] skip = resync(i, j);
            changes.add(new Change(i, skip[0], j, skip[1]));
            i += skip[0];
            j += skip[1];
        }
        return changes;
    }

    private int[] resync(int i, int j) {
        int most = Math.min(FARTHEST, before.size() - i + after.size() - j);
        for (int total = 1; total < most; total++) {
            for (int removed = 0; removed <= total; removed++) {
                if (alike(i + removed, j + total - removed)) {
                    return new int[] {removed, total - removed};
                }
            }
        }
        return new int[] {before.size() - i, after.size() - j};
    }

    private boolean alike(int i, int j) {
        return i < before.size() && j < after.size() && before.get(i).equals(after.get(j));
    }
}
