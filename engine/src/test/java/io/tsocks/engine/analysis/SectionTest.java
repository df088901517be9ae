package io.tsocks.engine.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SectionTest {

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0/0, 0.0.0.0/0",
        "10.0.0.0/8, 10.0.0.0/8",
        "172.16.0.0/12, 172.16.0.0/12",
        "255.255.0.0/16, 255.255.0.0/16",
        "10.1.2.0/24, 10.1.0.0/16",
        "10.1.2.3, 10.1.0.0/16",
        "10.0.0.0-10.2.0.0, 10.0.0.0/14"
    })
    void aTextMeansTheNetworkThatHoldsIt(String text, String section)
            throws QuestionSyntaxException {
        assertThat(Section.parse(text)).hasToString(section);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2001:db8::/32", "10.0.0.0/8 port 80", "10.0.0.0/8 192.168.0.0/16", "x"})
    void otherTextsAreRejected(String text) {
        assertThatThrownBy(() -> Section.parse(text)).isInstanceOf(QuestionSyntaxException.class);
    }

    @Test
    void blocksCoverTheSectionInOrder() throws QuestionSyntaxException {
        Section section = Section.parse("10.0.0.0/8");
        assertThat(section.addresses()).hasToString("10.0.0.0-10.255.255.255");
        assertThat(section.addresses(256, 511)).hasToString("10.1.0.0-10.1.255.255");
        assertThat(section.part(1)).hasToString("10.1.0.0/16");
        assertThat(Section.WHOLE.addresses()).isEqualTo(AddressRange.IP4);
        assertThat(Section.parse("10.1.0.0/16").block(65535)).hasToString("10.1.255.255");
    }
}
