package io.tsocks.views;

import io.tsocks.net.Printable;

/// Writes words of a file in GitHub's Markdown (github.github.com/gfm).
final class Markdown {

    private Markdown() {}

    /// A text as a code span: nothing in it acts as markup, a link or a mention of a user, even in
    /// the cell of a table.
    static String code(String text) {
        String shown = Printable.of(text).replace("|", "\\|");
        String fence = "`".repeat(longestRun(shown) + 1);
        boolean touches = shown.startsWith("`") || shown.endsWith("`");
        String blank = touches || shown.isBlank() ? " " : "";
        return fence + blank + shown + blank + fence;
    }

    /// The length of the longest run of backticks.
    private static int longestRun(String text) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }
}
