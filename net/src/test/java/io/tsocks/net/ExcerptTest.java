package io.tsocks.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {

    private static final String LONG = "a".repeat(1_000_000);

    @Test
    void aMessageOfOrdinaryWordsStaysAsItIs() {
        String message = "tsocks has no statement `" + "a".repeat(50) + "`, as it says ".repeat(20);
        assertThat(Excerpt.of(message)).isEqualTo(message);
    }

    @Test
    void ofALongWordTheBeginningStaysAndWhatClosesIt() {
        assertThat(Excerpt.of("'" + LONG + "' is not a port"))
                .isEqualTo("'" + "a".repeat(Excerpt.LONGEST_WORD - 1) + "\u2026' is not a port");
        assertThat(Excerpt.of(LONG)).isEqualTo("a".repeat(Excerpt.LONGEST_WORD) + "\u2026");
    }

    @Test
    void noCharacterIsCutInTwo() {
        assertThat(Excerpt.of("\uD83D\uDE00".repeat(1_000)))
                .isEqualTo("\uD83D\uDE00".repeat(Excerpt.LONGEST_WORD) + "\u2026");
    }

    @Test
    void veryManyWordsEndTooAndWordsOfSignsAreShortened() {
        assertThat(Excerpt.of("a ".repeat(1_000_000))).hasSizeLessThan(2_100).endsWith("a \u2026");
        assertThat(Excerpt.of("`".repeat(1_000_000))).hasSizeLessThan(100).contains("\u2026");
    }
}
