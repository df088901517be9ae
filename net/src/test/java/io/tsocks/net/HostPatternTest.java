package io.tsocks.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPatternTest {

    @ParameterizedTest
    @CsvSource({
        "example.com, example.com, true",
        "example.com, www.example.com, false",
        ".example.com, example.com, true",
        ".example.com, a.b.example.com, true",
        ".example.com, badexample.com, false",
        "*.example.com, example.com, false",
        "*.example.com, a.b.example.com, true",
        "*, localhost, true",
        "*, a.b.example.com, true",
        "Example.COM., eXample.com, true",
        "bücher.example, xn--bcher-kva.example, true",
        "_sip._tcp.example.com, _sip._tcp.example.com, true"
    })
    void aPatternIsASetOfNames(String pattern, String name, boolean matches) throws Exception {
        assertThat(HostPattern.parse(pattern).matches(HostName.parse(name))).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "EXAMPLE.com., example.com",
        ".Example.com, .example.com",
        "*.faß.de, *.xn--fa-hia.de",
        "*, *"
    })
    void aPatternHasOneSpelling(String written, String spelling) throws Exception {
        assertThat(HostPattern.parse(written)).hasToString(spelling);
        assertThat(HostPattern.parse(spelling)).isEqualTo(HostPattern.parse(written));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|it is empty",
                ".|it is empty",
                "*.|it is empty",
                "a..b|a label is empty",
                "..a|a label is empty",
                "*a.example|a star stands alone, or before the first dot",
                "a.*.example|a star stands alone, or before the first dot",
                "a b|a label has letters, digits, hyphens and underscores",
                "10.0.0.1|its last label is a number, as in an address",
                "host.0x7f|its last label is a number, as in an address",
                "a\u200db.example|not certain what U+200D is in a host name: a\u200db.example;"
                        + " give its ASCII form (xn--)"
            })
    void whatIsNotAPatternIsSaidWithTheReason(String text, String reason) {
        assertThatThrownBy(() -> HostPattern.parse(text))
                .isInstanceOfSatisfying(
                        HostName.MalformedException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason));
    }

    /// RFC 1035, section 2.3.4: a label has at most 63 octets, a name 253 as text.
    @Test
    void namesHaveTheLengthsOfDns() throws Exception {
        String label = "a".repeat(63);
        String longest = String.join(".", label, label, label, "b".repeat(61));
        assertThat(HostName.parse(longest).text()).hasSize(253);
        assertThatThrownBy(() -> HostName.parse(longest + "b")).hasMessageContaining("253");
        assertThatThrownBy(() -> HostName.parse(label + "a.test")).hasMessageContaining("63");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "a.1", "a.1.", "0x", "a.0xf", "255.255.255.255"})
    void whatEndsInANumberIsNoName(String text) {
        assertThat(HostName.endsInNumber(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a1", "1.a", "0xg", "a.0x1g", "1a", ""})
    void whatEndsInAWordIsNoNumber(String text) {
        assertThat(HostName.endsInNumber(text)).isFalse();
    }

    /// Small enough to try every name: containment is what the names say.
    @Test
    void containmentIsThatOfTheNames() throws Exception {
        List<String> names = List.of("a", "b", "a.a", "b.a", "a.a.a", "c.b.a", "d.d.d.d");
        List<String> patterns =
                List.of("*", "a", ".a", "*.a", "a.a", ".a.a", "*.a.a", ".b.a", "b", ".d", "*.d.d");
        for (String one : patterns) {
            for (String other : patterns) {
                HostPattern outer = HostPattern.parse(one);
                HostPattern inner = HostPattern.parse(other);
                if (outer.contains(inner)) {
                    for (String name : names) {
                        HostName host = HostName.parse(name);
                        assertThat(inner.matches(host) && !outer.matches(host))
                                .as("%s contains %s, and %s", one, other, name)
                                .isFalse();
                    }
                }
            }
        }
        assertThat(HostPattern.parse("*.a").contains(HostPattern.parse("*.a"))).isTrue();
        assertThat(HostPattern.parse("*.a").contains(HostPattern.parse(".a"))).isFalse();
    }
}
