package io.tsocks.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ibm.icu.text.IDNA;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InternationalNameTest {

    private static final IDNA UTS46 =
            IDNA.getUTS46Instance(
                    IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ);

    /// Its small form was "ss" until Unicode 15.1, and is the sharp s since.
    private static final int CAPITAL_SHARP_S = 0x1e9e;

    @ParameterizedTest
    @CsvSource({
        "fa\u00df.de, xn--fa-hia.de",
        "FA\u1e9e.de, xn--fa-hia.de",
        "stra\u00dfe.\u65e5\u672c.de., xn--strae-oqa.xn--wgv71a.de.",
        "\u0392\u03cc\u03bb\u03bf\u03c2.com, xn--nxasmm1c.com",
        "b\u00fccher\u3002example, xn--bcher-kva.example",
        "xn--fa-hia.de, xn--fa-hia.de",
        "My_Host.test, My_Host.test"
    })
    void aNameHasTheAsciiFormOfUts46(String name, String ascii) {
        assertThat(InternationalName.toAscii(name)).isEqualTo(ascii);
    }

    /// A joiner, a letter newer than Unicode 3.2 with a small form, something that becomes a dot.
    @ParameterizedTest
    @ValueSource(strings = {"a\u200db.test", "\u1c90.test", "a\u2488b.test"})
    void whatIsNotCertainIsRefused(String name) {
        assertThatThrownBy(() -> InternationalName.toAscii(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("give its ASCII form (xn--)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a1\u0628.com", "\u0628a.com"})
    void whatMayNotStandTogetherIsSaidInWords(String name) {
        assertThatThrownBy(() -> InternationalName.toAscii(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a label mixes letters that are read from right to left with others: "
                                + name);
    }

    /// ICU is the judge: for no character is there another name than it makes.
    @Test
    void noCharacterMakesAnotherName() {
        List<String> wrong = new ArrayList<>();
        IntStream.rangeClosed(0x80, Character.MAX_CODE_POINT)
                .filter(c -> Character.isDefined(c) && c != CAPITAL_SHARP_S)
                .filter(c -> Character.getType(c) != Character.SURROGATE)
                .forEach(c -> compare("a" + Character.toString(c) + "b", wrong));
        assertThat(wrong).isEmpty();
    }

    private static void compare(String name, List<String> wrong) {
        IDNA.Info info = new IDNA.Info();
        String expected = UTS46.nameToASCII(name, new StringBuilder(), info).toString();
        try {
            String ascii = InternationalName.toAscii(name);
            if (!info.hasErrors() && !ascii.equals(expected)) {
                wrong.add(name + ": " + ascii + ", not " + expected);
            }
        } catch (IllegalArgumentException e) {
            // Refused, which is never another name.
        }
    }
}
