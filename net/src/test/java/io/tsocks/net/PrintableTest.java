package io.tsocks.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

    @ParameterizedTest
    @ValueSource(
            ints = {
                0, 7, 8, '\t', '\n', '\r', 0x1b, 0x7f, 0x80, 0x85, 0x9b, 0x9f, 0x2028, 0x2029,
                0x202a, 0x202e, 0x2066, 0x2069, 0xfffe, 0xffff
            })
    void whatATerminalObeysIsReplacedAndEscapedInJson(int c) {
        String text = "a" + (char) c + "b";

        assertThat(Printable.of(text)).isEqualTo("a\uFFFDb");
        assertThat(Printable.json(text)).isEqualTo("a\\u%04xb".formatted(c));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "caf\u00e9 \u4e2d \ud83d\ude00",
                "::1",
                "::abcd",
                "  ::ffff:192.0.2.7",
                "::ab00/120 via x",
                "::ABCD:80-90",
                "a::error::b",
                "# [x]",
                "a\u00a0b"
            })
    void otherTextStaysAsItIs(String text) {
        assertThat(Printable.of(text)).isEqualTo(text);
        assertThat(Printable.json(text)).isEqualTo(text);
    }

    @Test
    void quotesAndBackslashesAreEscapedInJson() {
        assertThat(Printable.json("\"\\")).isEqualTo("\\u0022\\u005c");
    }

    /// GitHub's runner skips blanks before `::`, and looks for `##[` anywhere.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "::error::x",
                "  ::set-env name=A::b",
                "\u00a0::ADD-PATH::x",
                "x ##[error]y",
                "##[##[group]"
            })
    void noTextCommandsABuildServer(String text) {
        assertThat(Printable.of(text))
                .hasSameSizeAs(text)
                .contains("\uFFFD")
                .doesNotContainPattern("^\\W*::")
                .doesNotContain("##[");
    }
}
