package io.tsocks.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Seeds;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TextChangeTest {

    private static final List<String> PIECES =
            List.of("a", "ab\n", "\n", "b\r\n", "\uD83D\uDE00\n");

    static LongStream seeds() {
        return Seeds.first(500);
    }

    private static String text(RandomGenerator random) {
        return IntStream.range(0, random.nextInt(6))
                .mapToObj(_ -> PIECES.get(random.nextInt(PIECES.size())))
                .collect(Collectors.joining());
    }

    /// A change turns the one text into the other, and begins and ends where lines do.
    @ParameterizedTest
    @MethodSource("seeds")
    void aChangeIsOfWholeLines(long seed) {
        RandomGenerator random = Seeds.random(seed);
        String before = text(random);
        String after = text(random);
        List<TextChange> changes = TextChange.between(before, after);
        assertThat(changes).as("seed %d", seed).hasSize(before.equals(after) ? 0 : 1);
        for (TextChange change : changes) {
            String head = before.substring(0, change.span().start());
            String tail = before.substring(change.span().end());
            assertThat(head + change.replacement() + tail).as("seed %d", seed).isEqualTo(after);
            assertThat(head).as("seed %d", seed).matches("(?s)|.*\n");
            assertThat(before.substring(0, change.span().end()))
                    .as("seed %d", seed)
                    .matches(tail.isEmpty() ? "(?s).*" : "(?s)|.*\n");
        }
    }
}
