package io.tsocks.grammar;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// Finds what was meant by a misspelt name.
public final class Spelling {

    private static final int LONGEST_NAME = 40;

    private Spelling() {}

    /// A word with more wrong letters than this is another word.
    private static final int MOST_SLIPS = 2;

    /// The statement that a name means, in upper or lower case: the one that another program calls
    /// so, or else the one with the nearest name, if it is near enough.
    public static Optional<String> statement(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return Synonyms.of(lower).or(() -> nearest(lower, Diagnosis.NAMES));
    }

    /// The statement that a misspelt name certainly stands for: one or two letters are wrong, and
    /// no other name is as close. Empty for another program's word, because its values are also in
    /// that program's form.
    public static Optional<String> slip(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.length() > LONGEST_NAME || Synonyms.of(lower).isPresent()) {
            return Optional.empty();
        }
        return nearest(lower, Diagnosis.NAMES)
                .filter(near -> distance(lower, near) <= MOST_SLIPS && isOnlyNearest(lower, near));
    }

    private static boolean isOnlyNearest(String name, String near) {
        return Diagnosis.NAMES.stream()
                .filter(other -> !other.equals(near))
                .allMatch(other -> distance(name, other) > distance(name, near));
    }

    /// The known name that a misspelt one is nearest to, if it is near enough to be meant.
    public static Optional<String> nearest(String name, Collection<String> known) {
        if (name.length() > LONGEST_NAME) {
            return Optional.empty();
        }
        return known.stream()
                .filter(
                        candidate ->
                                distance(name, candidate) <= Math.max(1, candidate.length() / 3))
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)));
    }

    /// The number of letters to insert, remove, replace or swap with their neighbour.
    static int distance(String a, String b) {
        int[][] rows = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                rows[i][j] = i == 0 || j == 0 ? i + j : step(rows, a, b, i, j);
            }
        }
        return rows[a.length()][b.length()];
    }

    private static int step(int[][] rows, String a, String b, int i, int j) {
        int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best =
                Math.min(rows[i - 1][j - 1] + same, 1 + Math.min(rows[i - 1][j], rows[i][j - 1]));
        boolean swapped =
                i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, rows[i - 2][j - 2] + 1) : best;
    }
}
