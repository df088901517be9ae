package io.tsocks.lint;

import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfLine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The difference of two texts in the format of `diff -u`, for `patch` and
/// `git apply --unidiff-zero`. The context of a change ends before a line with a password, so that
/// only changed lines show one.
public final class UnifiedDiff {

    private static final int CONTEXT = 3;

    /// How many lines, of both texts together, may differ at a place before the rest counts as one
    /// change.
    private static final int FARTHEST = 2000;

    private final List<String> before;
    private final List<String> after;
    private final StringBuilder out = new StringBuilder();
    private boolean showsSecret;

    private UnifiedDiff(ConfFile before, ConfFile after) {
        this.before = lines(before);
        this.after = lines(after);
    }

    /// The difference of two files, both under the name of the first.
    public static UnifiedDiff between(ConfFile before, ConfFile after) {
        var diff = new UnifiedDiff(before, after);
        if (!diff.before.equals(diff.after)) {
            String name = asBytes(before.name().getBytes(StandardCharsets.UTF_8));
            diff.out.append("--- a/").append(name).append("\n+++ b/").append(name).append('\n');
            diff.hunks();
        }
        return diff;
    }

    /// The difference as `patch` takes it, with the bytes of the files, whatever their encoding;
    /// empty if the files are equal.
    public byte[] bytes() {
        return out.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /// Whether the files are equal.
    public boolean isEmpty() {
        return out.isEmpty();
    }

    /// Whether it shows a line that may contain a password. It does so only if that line is
    /// changed.
    public boolean showsSecret() {
        return showsSecret;
    }

    /// The lines of a file, with one character for each byte.
    private static List<String> lines(ConfFile file) {
        String bytes = asBytes(file.bytes());
        return bytes.isEmpty() ? List.of() : Arrays.asList(bytes.split("(?<=\n)"));
    }

    private static String asBytes(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /// A run of different lines, in both texts.
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

    /// Whether the equal lines between two changes are so few that all of them are shown.
    private boolean isOneHunk(int from, int to) {
        return to - from <= 2 * CONTEXT
                && before.subList(from, to).stream().noneMatch(UnifiedDiff::isSecret);
    }

    private static boolean isSecret(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
        String text = new String(bytes, StandardCharsets.UTF_8);
        return new ConfLine(1, 0, line).hasSecret() || new ConfLine(1, 0, text).hasSecret();
    }

    /// How many lines before a place are shown as context.
    private int lead(int place) {
        int lead = 0;
        while (lead < Math.min(CONTEXT, place) && !isSecret(before.get(place - lead - 1))) {
            lead++;
        }
        return lead;
    }

    /// How many lines from a place on are shown as context of the change before it.
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
            showsSecret |= isSecret(line);
            out.append(mark).append(line);
            if (!line.endsWith("\n")) {
                out.append("\n\\ No newline at end of file\n");
            }
        }
    }

    /// The changes between the texts. Fixes change few lines, so at each difference it is enough to
    /// look for the nearest place from which both go on alike.
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
