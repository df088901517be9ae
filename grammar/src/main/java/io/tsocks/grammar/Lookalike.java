package io.tsocks.grammar;

import java.util.Optional;

/// Characters that people mistake for those of the language.
final class Lookalike {

    private static final char FIRST_FULLWIDTH = '\uff01';
    private static final char LAST_FULLWIDTH = '\uff5e';
    private static final int FULLWIDTH_OFFSET = 0xfee0;

    private Lookalike() {}

    /// The character of the language that a character looks like; empty if there is none.
    static Optional<String> of(char c) {
        if (c < 128) {
            return Optional.empty();
        }
        if (c >= FIRST_FULLWIDTH && c <= LAST_FULLWIDTH) {
            return Optional.of("`" + (char) (c - FULLWIDTH_OFFSET) + "`");
        }
        return ofPunctuation(c);
    }

    private static Optional<String> ofPunctuation(char c) {
        return switch (c) {
            case '\u00a0', '\u2007', '\u202f', '\u3000', '\u200b', '\ufeff' ->
                    Optional.of("a blank");
            case '\u201c', '\u201d' -> Optional.of("`\"`");
            case '\u2018', '\u2019' -> Optional.of("`'`");
            case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2212' -> Optional.of("`-`");
            default -> Optional.empty();
        };
    }
}
